// Package retry has a local function that calls itself: what it captures and is given is followed once.
package retry

import (
	"net/http"
	"os/exec"
)

// Handle runs what the request says, up to three times.
func Handle(w http.ResponseWriter, r *http.Request) {
	script := r.FormValue("script")
	env := []string{"PATH=" + r.FormValue("path")}
	var run func(left int) error
	run = func(left int) error {
		cmd := exec.Command("sh", "-c", script) // want exec/tainted-command:high "script"
		cmd.Env = append(cmd.Env, env...)
		if err := cmd.Run(); err != nil && left > 0 {
			return run(left - 1)
		}
		return nil
	}
	if run(3) != nil {
		w.WriteHeader(http.StatusInternalServerError)
	}
}
