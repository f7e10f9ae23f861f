package options

import (
	"net/http"
	"os/exec"
)

func clone(w http.ResponseWriter, r *http.Request) {
	exec.Command("git", "clone", r.FormValue("url"), "work").Run() // want exec/argument-injection:high "`git` accepts options: --upload-pack"
}

func unknown(w http.ResponseWriter, r *http.Request) {
	exec.Command("mytool", "show", r.URL.Query().Get("name")).Run() // want exec/argument-injection:medium "`mytool` accepts options"
}

func list(w http.ResponseWriter, r *http.Request) {
	args := []string{"-czf", "out.tgz"}
	for _, name := range r.Form["name"] {
		args = append(args, name)
	}
	exec.Command("tar", args...).Run() // want exec/argument-injection:high "`tar`"
}

func wrapped(w http.ResponseWriter, r *http.Request) {
	exec.Command("sudo", "rsync", "-a", r.FormValue("from"), "/srv").Run() // want exec/argument-injection:high "`rsync`"
}

func noEnd(w http.ResponseWriter, r *http.Request) {
	exec.Command("find", "--", r.FormValue("dir")).Run() // want exec/argument-injection:high "`find`"
}

func checkout(w http.ResponseWriter, r *http.Request) {
	exec.Command("git", "-C", "/srv", "checkout", r.FormValue("branch")).Run() // want exec/argument-injection:medium "`git` accepts options: a value starting with"
	exec.Command("git", "diff", r.FormValue("branch")).Run()                   // want exec/argument-injection:high "--output writes a file"
}

func subcommand(w http.ResponseWriter, r *http.Request) {
	exec.Command("git", r.FormValue("what")).Run() // want exec/argument-injection:high "--upload-pack and -c core.sshCommand"
}
