package chosen

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strconv"
)

var tools = map[string]string{"disk": "df", "memory": "free"}

func table(w http.ResponseWriter, r *http.Request) {
	tool, ok := tools[r.FormValue("tool")]
	if !ok {
		return
	}
	exec.Command(tool).Run()
}

func switched(w http.ResponseWriter, r *http.Request) {
	var tool string
	switch r.FormValue("tool") {
	case "disk":
		tool = "df"
	default:
		tool = "free"
	}
	exec.Command(tool).Run()
}

func allowed(w http.ResponseWriter, r *http.Request) {
	tool := r.FormValue("tool")
	if tool != "df" && tool != "free" {
		return
	}
	exec.Command(tool, "-h").Run()
}

func member(w http.ResponseWriter, r *http.Request) {
	tool := r.FormValue("tool")
	if _, ok := map[string]bool{"df": true, "free": true}[tool]; !ok {
		return
	}
	exec.Command(tool, "-h").Run()
}

func number(w http.ResponseWriter, r *http.Request) {
	n, err := strconv.Atoi(r.FormValue("n"))
	if err != nil {
		return
	}
	exec.Command("sh", "-c", fmt.Sprintf("head -n %d log | sort", n)).Run()
}

func outgoing() error {
	r, err := http.NewRequest("GET", "http://localhost/tool", nil)
	if err != nil {
		return err
	}
	return exec.Command("sh", "-c", "true "+r.Method).Run()
}

func self() error {
	return exec.Command(os.Args[0], "child").Run()
}

func helper(dir string) error {
	return run("ls", dir)
}

func run(program string, args ...string) error {
	return exec.Command(program, args...).Run()
}

type server struct{ git string }

func (s *server) version() error {
	return exec.Command(s.git, "--version").Run()
}

func length(w http.ResponseWriter, r *http.Request) {
	tool := "df"
	if len(r.FormValue("tool")) > 3 {
		tool = "free"
	}
	exec.Command(tool).Run()
}
