// Package steered lets others choose what code its children run.
package steered

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
)

func relative() {
	os.Setenv("PATH", ".:"+os.Getenv("PATH")) // want exec/hijackable-command-environment:high "list with `.`"
}

func empty() {
	os.Setenv("PATH", os.Getenv("PATH")+":") // want exec/hijackable-command-environment:high "an empty entry"
}

func writable() error {
	cmd := exec.Command("/usr/bin/make")
	cmd.Env = append(os.Environ(), "LD_LIBRARY_PATH=/tmp/lib") // want exec/hijackable-command-environment:medium "`/tmp/lib`"
	return cmd.Run()
}

func preload(w http.ResponseWriter, r *http.Request) {
	cmd := exec.Command("/usr/bin/true")
	cmd.Env = append(os.Environ(), "LD_PRELOAD="+r.FormValue("lib")) // want exec/hijackable-command-environment:high "data of the HTTP request .* reaches `LD_PRELOAD`"
	cmd.Run()
}

func named(w http.ResponseWriter, r *http.Request) {
	for k, v := range r.URL.Query() {
		os.Setenv(k, v[0]) // want exec/hijackable-command-environment:high "reaches the name of a variable"
	}
}

func formatted(w http.ResponseWriter, r *http.Request) {
	cmd := exec.Command("/usr/bin/true")
	cmd.Env = append(cmd.Env, fmt.Sprintf("%s=%s", r.FormValue("k"), r.FormValue("v"))) // want exec/hijackable-command-environment:high "the name of a variable"
	cmd.Run()
}

func accepted() *exec.Cmd {
	cmd := exec.Command("prog")
	if errors.Is(cmd.Err, exec.ErrDot) {
		cmd.Err = nil // want exec/hijackable-command-environment:high "current directory"
	}
	return cmd
}
