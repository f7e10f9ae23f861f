// Package run starts commands of which a word comes from a request.
package run

import (
	"fmt"
	"log"
	"net/http"
	"os/exec"
)

// Unpack has a program that takes `--`.
func Unpack(w http.ResponseWriter, r *http.Request) {
	out, err := exec.Command("sh", "-c", "tar -xf "+r.FormValue("archive")).CombinedOutput() // want exec/tainted-command:high "FormValue"
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	_, _ = w.Write(out)
}

// Ping has one of which that is not known: the value may be an option still.
func Ping(w http.ResponseWriter, r *http.Request) {
	out, _ := exec.Command("bash", "-c", fmt.Sprintf("ping -c1 %s", r.FormValue("host"))).Output() // want exec/tainted-command:high "FormValue"
	_, _ = w.Write(out)
}

// Count needs the shell, and is refused.
func Count(w http.ResponseWriter, r *http.Request) {
	out, _ := exec.Command("sh", "-c", "grep -c x "+r.FormValue("file")+" | sort").Output() // want exec/tainted-command:high "FormValue"
	_, _ = w.Write(out)
}

// Quoted is refused as well: the quotes would go with the value.
func Quoted(w http.ResponseWriter, r *http.Request) {
	out, _ := exec.Command("sh", "-c", "cat '"+r.FormValue("file")+"'").Output() // want exec/tainted-command:high "FormValue"
	_, _ = w.Write(out)
}

// Whole has the whole script from outside, and is refused.
func Whole(w http.ResponseWriter, r *http.Request) {
	out, _ := exec.Command("sh", "-c", r.FormValue("script")).Output() // want exec/tainted-command:high "FormValue"
	_, _ = w.Write(out)
}

// Named puts it together in a statement before, which goes.
func Named(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	script := fmt.Sprintf("label --print %s", name)
	out, _ := exec.Command("sh", "-c", script).Output() // want exec/tainted-command:high "FormValue"
	_, _ = w.Write(out)
}

// Logged tells of the script, which stays.
func Logged(w http.ResponseWriter, r *http.Request) {
	script := "label --print " + r.FormValue("name")
	log.Print(script)
	out, _ := exec.Command("sh", "-c", script).Output() // want exec/tainted-command:high "FormValue"
	_, _ = w.Write(out)
}

// Between has something between, and is refused.
func Between(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	script := "label --print " + name
	name = "other"
	out, _ := exec.Command("sh", "-c", script).Output() // want exec/tainted-command:high "FormValue"
	_, _ = w.Write([]byte(name + string(out)))
}
