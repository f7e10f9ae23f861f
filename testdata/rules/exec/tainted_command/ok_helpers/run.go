// Package ok_helpers starts what tables of constants and callers with constants say.
package ok_helpers

import (
	"errors"
	"net/http"
	"os/exec"
)

func run(program string, arguments ...string) ([]byte, error) {
	return exec.Command(program, arguments...).Output()
}

func Disk() ([]byte, error) { return run("df", "-h") }

func Memory() ([]byte, error) { return run(name("free")) }

func name(s string) string { return s }

func Handle(w http.ResponseWriter, r *http.Request) {
	program, err := lookUp(r.FormValue("tool"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	out, _ := exec.Command(program).Output()
	w.Write(out)
}

func lookUp(tool string) (string, error) {
	program, ok := tools[tool]
	if !ok {
		return "", errors.New("unknown tool")
	}
	return program, nil
}
