// Package helpers hands what a request says through functions that start nothing themselves.
package helpers

import (
	"net/http"
	"os/exec"
)

func run(program string, arguments ...string) ([]byte, error) {
	return exec.Command(program, arguments...).Output()
}

func chosen(r *http.Request) string {
	return prefix(r.FormValue("tool"))
}

func prefix(name string) string {
	return "tool-" + name
}

func Handle(w http.ResponseWriter, r *http.Request) {
	out, err := run(chosen(r)) // want exec/tainted-command:high "HTTP request"
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Write(out)
}
