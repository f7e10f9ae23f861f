// Package positions tells words that are options from those that are not.
package positions

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

func dashes(r *http.Request) {
	x := r.URL.Query()["x"][0]
	{
		a := [2]string{"--", x}
		exec.Command("git", a[:]...).Run()
	}
	{
		a := []string{"--", x}
		exec.Command("git", a...).Run()
	}
	{
		a := []string{}
		a = append(a, "--", x)
		exec.Command("git", a...).Run()
	}
	{
		a := []string{}
		a = append(a, x, "--")
		exec.Command("git", a...).Run() // want exec/argument-injection:high "the HTTP request.*stands where .git. accepts options: --uplo"
	}
	{
		a := []string{"--"}
		a = append(a, "other")
		a = append(a, x)
		exec.Command("git", a...).Run()
	}
	{
		a := []string{x}
		a = append(a, "--")
		exec.Command("git", a...).Run() // want exec/argument-injection:high "the HTTP request.*stands where .git. accepts options: --uplo"
	}
	exec.Command("git", "--", x).Run()
	exec.Command("git", x, "--").Run() // want exec/argument-injection:high "the HTTP request.*stands where .git. accepts options: --uplo"
	exec.Command("git", "-a", "-b", "--", x).Run()
	exec.Command("sudo", "--", x).Run()       // want exec/tainted-command:high "the HTTP request.*reaches the program name of .sudo."
	exec.Command("git", "clone", x).Run()     // want exec/argument-injection:high "the HTTP request.*stands where .git. accepts options: --uplo"
	exec.Command("git", "ls-remote", x).Run() // want exec/argument-injection:high "the HTTP request.*stands where .git. accepts options: --uplo"
	exec.Command("tar", "xf", "a.tar", "-C", x).Run()
	exec.Command("grep", "-e", "x", "--", x).Run()
	exec.Command("ls", filepath.Join("/data", x)).Run()
	exec.Command("ls", "./"+x).Run()
	exec.Command("git", "log", "--author="+x).Run()
	if strings.HasPrefix(x, "-") {
		return
	}
	exec.Command("git", "clone", x).Run()
}

var valid = regexp.MustCompile(`^[a-zA-Z0-9_\-\.]+$`)
var tools = map[string]string{"a": "ls", "b": "df"}

func checked(r *http.Request) {
	x := r.FormValue("x")
	n, err := strconv.Atoi(x)
	if err == nil {
		exec.Command("sh", "-c", fmt.Sprintf("kill %d", n)).Run()
		exec.Command("kill", strconv.Itoa(n)).Run()
	}
	if valid.MatchString(x) {
		exec.Command("sh", "-c", "imagetool "+x+" > /tmp/x").Run()
	}
	if !valid.MatchString(x) {
		exec.Command("sh", "-c", "imagetool "+x).Run() // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .sh -c."
	}
	switch x {
	case "a", "b":
		exec.Command(x).Run()
	}
	if slices.Contains([]string{"ls", "df"}, x) {
		exec.Command(x).Run()
	}
	if t, ok := tools[x]; ok {
		exec.Command(t, "-l").Run()
	}
	c := exec.Command("ls")
	c.Env = append(os.Environ(), "NAME="+x)
	c.Run()
	c.Dir = x
	exec.Command("sh", "-c", `echo "$1"`, "sh", x).Run()
	exec.Command("sh", "-c", strconv.Quote(x)).Run()               // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .sh -c."
	exec.Command("sh", "-c", fmt.Sprintf("echo %q", x)).Run()      // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .sh -c."
	exec.Command("sh", "-c", strings.ReplaceAll(x, ";", "")).Run() // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .sh -c."
	exec.Command("true", x).Run()
	exec.Command("echo", x).Run()
}

func lits() {
	p, _ := exec.LookPath("go")
	exec.Command(p, "version").Run()
	args := []string{"-c", "ls | wc"}
	exec.Command("sh", args...).Run()
	cmds := [][]string{{"ls", "-l"}, {"df"}}
	for _, c := range cmds {
		exec.Command(c[0], c[1:]...).Run()
	}
	for _, n := range []string{"ls", "df"} {
		exec.Command(n).Run()
	}
	name := "ls"
	if os.Getenv("X") != "" {
		name = "dir"
	}
	exec.Command(name).Run()
	cmd := exec.Cmd{Path: p, Args: []string{p, "x"}}
	cmd.Run()
	bash := exec.Command("bash")
	w, _ := bash.StdinPipe()
	bash.Start()
	w.Write([]byte("ls\n"))
	w.Write([]byte("exit" + "\n"))
	bash.Wait()
}

type commander struct{}

func (commander) Command(a ...string) {}

func notExec(r *http.Request, c commander) {
	c.Command("sh", "-c", r.FormValue("x"))
}
