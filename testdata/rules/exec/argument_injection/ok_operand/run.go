package operand

import (
	"net/http"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

var name = regexp.MustCompile(`^[a-z0-9]+$`)

func ended(w http.ResponseWriter, r *http.Request) {
	exec.Command("git", "clone", "--", r.FormValue("url")).Run()
}

func prefixed(w http.ResponseWriter, r *http.Request) {
	exec.Command("tar", "xf", "./"+r.FormValue("file")).Run()
}

func joined(w http.ResponseWriter, r *http.Request) {
	exec.Command("tar", "xf", filepath.Join("/srv", r.FormValue("file"))).Run()
}

func assigned(w http.ResponseWriter, r *http.Request) {
	exec.Command("git", "log", "--author="+r.FormValue("author")).Run()
}

func consumed(w http.ResponseWriter, r *http.Request) {
	exec.Command("git", "commit", "-m", r.FormValue("message")).Run()
}

func number(w http.ResponseWriter, r *http.Request) {
	n, _ := strconv.Atoi(r.FormValue("n"))
	exec.Command("git", "log", "-n", strconv.Itoa(n), strconv.Itoa(n)).Run()
}

func rejected(w http.ResponseWriter, r *http.Request) {
	url := r.FormValue("url")
	if strings.HasPrefix(url, "-") {
		return
	}
	exec.Command("git", "clone", url).Run()
}

func matched(w http.ResponseWriter, r *http.Request) {
	tag := r.FormValue("tag")
	if name.MatchString(tag) {
		exec.Command("git", "checkout", tag).Run()
	}
}

func plain(url string) {
	exec.Command("git", "clone", url).Run()
}

func shown(w http.ResponseWriter, r *http.Request) {
	exec.Command("echo", r.FormValue("x")).Run()
}
