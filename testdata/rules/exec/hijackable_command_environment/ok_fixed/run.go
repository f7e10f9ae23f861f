// Package ok_fixed sets variables to what nobody else decides, or variables that run no code.
package ok_fixed

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
)

func absolute() {
	os.Setenv("PATH", os.Getenv("PATH")+":/usr/local/bin")
	os.Setenv("PATH", filepath.Join(os.Getenv("HOME"), "bin")+":"+os.Getenv("PATH"))
	os.Setenv("LANG", "C")
}

func constant() error {
	cmd := exec.Command("/opt/x/bin/x")
	cmd.Env = append(os.Environ(), "LD_LIBRARY_PATH=/opt/x/lib", "LD_PRELOAD=/opt/x/lib/x.so", "TMPDIR=/tmp")
	return cmd.Run()
}

func value(w http.ResponseWriter, r *http.Request) {
	cmd := exec.Command("/usr/lib/cgi-bin/x")
	cmd.Env = []string{"QUERY_STRING=" + r.URL.RawQuery, "PATH=/usr/bin:/bin"}
	cmd.Run()
}

func chosen(w http.ResponseWriter, r *http.Request) {
	name := "LANG"
	if r.FormValue("all") != "" {
		name = "LC_ALL"
	}
	os.Setenv(name, r.FormValue("language"))
}

func failed(cmd *exec.Cmd) error {
	if cmd.Err != nil {
		return cmd.Err
	}
	return nil
}
