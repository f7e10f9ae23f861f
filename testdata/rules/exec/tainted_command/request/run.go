package request

import (
	"encoding/json"
	"io"
	"net/http"
	"os/exec"
	"strings"
)

type options struct {
	Tool string
	Args []string
}

func script(w http.ResponseWriter, r *http.Request) {
	out, _ := exec.Command("sh", "-c", "ping -c1 "+r.FormValue("host")).Output() // want exec/tainted-command:high "data of the HTTP request .*reaches the shell script of `sh -c`"
	w.Write(out)
}

func program(w http.ResponseWriter, r *http.Request) {
	exec.Command(r.URL.Query().Get("tool"), "-v").Run() // want exec/tainted-command:high "reaches the program name of `exec.Command`"
}

func header(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimSpace(r.Header.Get("X-Tool"))
	exec.Command(name).Run() // want exec/tainted-command "the HTTP request"
}

func field(w http.ResponseWriter, r *http.Request) {
	o := options{Tool: r.PostFormValue("tool")}
	o.Args = strings.Fields(r.PostFormValue("args"))
	exec.Command(o.Tool, o.Args...).Run() // want exec/tainted-command "program name"
}

func body(w http.ResponseWriter, r *http.Request) {
	var o options
	if err := json.NewDecoder(r.Body).Decode(&o); err != nil {
		return
	}
	exec.Command(o.Tool).Run() // want exec/tainted-command "program name"
}

func read(w http.ResponseWriter, r *http.Request) {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	var o options
	if json.Unmarshal(data, &o) == nil {
		exec.Command("bash", "-c", o.Tool).Run() // want exec/tainted-command "shell script"
	}
}

func spread(w http.ResponseWriter, r *http.Request) {
	words := strings.Fields(r.FormValue("command"))
	exec.Command(words[0], words[1:]...).Run() // want exec/tainted-command "program name"
}

func wrapper(w http.ResponseWriter, r *http.Request) {
	exec.Command("sudo", "-n", r.FormValue("tool")).Run() // want exec/tainted-command "program name of `sudo`"
}

func written(w http.ResponseWriter, r *http.Request) {
	cmd := &exec.Cmd{}
	cmd.Path = r.FormValue("tool") // want exec/tainted-command "program name"
	cmd.Run()
}

func later(w http.ResponseWriter, r *http.Request) {
	cmd := exec.Command("sh")
	cmd.Args = append(cmd.Args, "-c", r.FormValue("script")) // want exec/tainted-command "shell script"
	cmd.Run()
}

func captured(w http.ResponseWriter, r *http.Request) {
	tool := r.FormValue("tool")
	func() {
		exec.Command(tool).Run() // want exec/tainted-command "program name"
	}()
}

func passed(w http.ResponseWriter, r *http.Request) {
	start(r.FormValue("tool"))
}

func start(tool string) {
	exec.Command(tool).Run() // want exec/tainted-command "program name"
}

func handle() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		exec.Command("cmd", "/c", "dir", r.URL.Path).Run() // want exec/tainted-command "shell script of `cmd /c`"
	})
}

func value(w http.ResponseWriter, r *http.Request) {
	args := []string{"-l", "x"}
	args[0] = "-c"
	args[1] = "ls " + r.PathValue("dir")
	exec.Command("sh", args...).Run() // want exec/tainted-command "shell script"
}
