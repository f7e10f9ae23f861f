// Package carriers takes data from requests to commands by every way there is.
package carriers

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"text/template"
)

type req struct {
	Name string
	Args []string
	Opts map[string]string
}

type server struct {
	last  string
	cache map[string]string
	jobs  chan string
	mu    sync.Mutex
}

func mapIt(w http.ResponseWriter, r *http.Request) {
	m := map[string]string{}
	m["x"] = r.FormValue("x")
	exec.Command("sh", "-c", m["x"]).Run() // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .sh -c."
}

func sliceIt(w http.ResponseWriter, r *http.Request) {
	var s []string
	for _, v := range r.Form["x"] {
		s = append(s, v)
	}
	exec.Command("sh", "-c", strings.Join(s, " ")).Run() // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .sh -c."
}

func closureIt(w http.ResponseWriter, r *http.Request) {
	v := r.FormValue("x")
	run := func() { exec.Command(v).Run() } // want exec/tainted-command:high "the HTTP request.*reaches the program name of .exec.Command."
	run()
}

func chanIt(w http.ResponseWriter, r *http.Request) {
	c := make(chan string, 1)
	c <- r.FormValue("x")
	exec.Command("bash", "-c", <-c).Run() // want exec/tainted-command:medium "the HTTP request.*reaches the shell script of .bash -c."
}

func (s *server) put(w http.ResponseWriter, r *http.Request) { s.last = r.FormValue("x") }
func (s *server) runLast()                                   { exec.Command("sh", "-c", s.last).Run() } // want exec/tainted-command:medium "the HTTP request.*reaches the shell script of .sh -c."

func (s *server) enqueue(w http.ResponseWriter, r *http.Request) { s.jobs <- r.FormValue("x") }
func (s *server) work() {
	for j := range s.jobs {
		exec.Command("sh", "-c", j).Run() // want exec/tainted-command:medium "the HTTP request.*reaches the shell script of .sh -c."
	}
}

func jsonIt(w http.ResponseWriter, r *http.Request) {
	var q req
	json.NewDecoder(r.Body).Decode(&q)
	exec.Command(q.Name, q.Args...).Run() // want exec/tainted-command:high "the HTTP request.*reaches the program name of .exec.Command."
}

func jsonIt2(w http.ResponseWriter, r *http.Request) {
	var q req
	b, _ := io.ReadAll(r.Body)
	json.Unmarshal(b, &q)
	exec.Command("sh", "-c", "echo "+q.Opts["a"]).Run() // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .sh -c."
}

func cmdLit(w http.ResponseWriter, r *http.Request) {
	c := &exec.Cmd{Path: r.FormValue("p")} // want exec/tainted-command:high "the HTTP request.*reaches the program name of .exec.Cmd.Path."
	c.Run()
}

func cmdLater(w http.ResponseWriter, r *http.Request) {
	c := exec.Command("ls")
	c.Path = r.FormValue("p") // want exec/tainted-command:high "the HTTP request.*reaches the program name of .exec.Cmd.Path."
	c.Run()
}

func cmdArgs(w http.ResponseWriter, r *http.Request) {
	c := exec.Command("sh")
	c.Args = append(c.Args, "-c", r.FormValue("p")) // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .sh -c."
	c.Run()
}

func cmdLit2(w http.ResponseWriter, r *http.Request) {
	c := exec.Cmd{Path: "/bin/sh", Args: []string{"sh", "-c", r.FormValue("p")}} // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .sh -c."
	c.Run()
}

func spread(w http.ResponseWriter, r *http.Request) {
	args := []string{"-c", r.FormValue("p")}
	exec.Command("sh", args...).Run() // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .sh -c."
}

func spreadAll(w http.ResponseWriter, r *http.Request) {
	args := strings.Fields(r.FormValue("p"))
	exec.Command(args[0], args[1:]...).Run() // want exec/tainted-command:high "the HTTP request.*reaches the program name of .exec.Command."
}

func stdin(w http.ResponseWriter, r *http.Request) {
	c := exec.Command("bash")
	p, _ := c.StdinPipe()
	c.Start()
	p.Write([]byte(r.FormValue("x") + "\n")) // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .bash .standard input.."
	fmt.Fprintf(p, "%s\n", r.FormValue("x")) // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .bash .standard input.."
	io.WriteString(p, r.FormValue("x"))      // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .bash .standard input.."
	p.Close()
	c.Wait()
}

func stdin2(w http.ResponseWriter, r *http.Request) {
	c := exec.Command("sh")
	c.Stdin = strings.NewReader(r.FormValue("x")) // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .sh .standard input.."
	c.Run()
}

func sys(w http.ResponseWriter, r *http.Request) {
	syscall.Exec(r.FormValue("x"), nil, os.Environ())                                            // want exec/tainted-command:high "the HTTP request.*reaches the program name of .syscall.Exec."
	syscall.ForkExec("/bin/sh", []string{"sh", "-c", r.FormValue("x")}, nil)                     // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .sh -c."
	os.StartProcess(r.FormValue("x"), []string{"a"}, &os.ProcAttr{})                             // want exec/child-not-reaped:medium ".the process. is started here and never waited for; it stays a zombie " exec/tainted-command:high "the HTTP request.*reaches the program name of .os.StartProcess."
	syscall.StartProcess("/bin/sh", []string{"sh", "-c", r.FormValue("x")}, &syscall.ProcAttr{}) // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .sh -c."
}

var start = exec.Command

func viaVar(w http.ResponseWriter, r *http.Request) {
	start("sh", "-c", r.FormValue("x")).Run() // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .sh -c."
}

func viaLocal(w http.ResponseWriter, r *http.Request) {
	f := exec.Command
	f(r.FormValue("x")).Run() // want exec/tainted-command:high "the HTTP request.*reaches the program name of .exec.Command."
}

func wrap(w http.ResponseWriter, r *http.Request) {
	x := r.FormValue("x")
	exec.Command("env", "A=b", "sh", "-c", x).Run()                     // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .env sh -c."
	exec.Command("sudo", "-u", "root", "bash", "-lc", x).Run()          // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .sudo bash -lc."
	exec.Command("timeout", "5", "sh", "-c", x).Run()                   // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .timeout sh -c."
	exec.Command("ssh", "-p", "22", "host", x).Run()                    // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .ssh."
	exec.Command("docker", "exec", "-it", "c", "sh", "-c", x).Run()     // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .docker sh -c."
	exec.Command("kubectl", "exec", "pod", "--", "sh", "-c", x).Run()   // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .kubectl sh -c."
	exec.Command("nsenter", "-t", "1", "-m", "--", "sh", "-c", x).Run() // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .nsenter sh -c."
	exec.Command("xargs", "-n1", "sh", "-c", x).Run()                   // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .xargs sh -c."
	exec.Command("find", ".", "-exec", "sh", "-c", x, ";").Run()        // want exec/argument-injection:high "the HTTP request.*stands where .find. accepts options: -exec runs a pr"
	exec.Command("su", "-c", x, "root").Run()                           // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .su."
	exec.Command("cmd", "/c", "dir", x).Run()                           // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .cmd /c."
	exec.Command("powershell", "-NoProfile", "-Command", x).Run()       // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .powershell -Command."
	exec.Command("python3", "-c", x).Run()                              // want exec/tainted-command:high "the HTTP request.*reaches the interpreter code of .python3 -c."
	exec.Command("python3.12", "-c", x).Run()                           // want exec/tainted-command:high "the HTTP request.*reaches the interpreter code of .python -c."
	exec.Command("node", "-e", x).Run()                                 // want exec/tainted-command:high "the HTTP request.*reaches the interpreter code of .node -e."
	exec.Command("/usr/bin/env", "sh", "-c", x).Run()                   // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .env sh -c."
	exec.Command("sudo", x).Run()                                       // want exec/tainted-command:high "the HTTP request.*reaches the program name of .sudo."
	exec.Command("script.bat", x).Run()                                 // want exec/argument-injection:medium "the HTTP request.*stands where .script.bat. accepts options: a value s"
	exec.Command("bash", "-x", "-e", "-c", x).Run()                     // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .bash -c."
	exec.Command("parallel", "sh", "-c", x).Run()                       // want exec/argument-injection:medium "the HTTP request.*stands where .parallel. accepts options: a value sta"
	exec.Command("strace", "-f", "sh", "-c", x).Run()                   // want exec/argument-injection:medium "the HTTP request.*stands where .strace. accepts options: a value start"
}

func file() {
	f, _ := os.Open("x")
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		exec.Command("sh", "-c", "ls "+sc.Text()).Run() // want exec/shell-string-built:medium "shell script for .sh -c. is assembled with ... from the result of .os."
	}
}

func netc(c net.Conn) {
	b := make([]byte, 100)
	n, _ := c.Read(b)
	exec.Command("sh", "-c", string(b[:n])).Run() // want exec/tainted-command:high "the network.*reaches the shell script of .sh -c."
}

func netc2(c net.Conn) {
	line, _ := bufio.NewReader(c).ReadString('\n')
	exec.Command(strings.TrimSpace(line)).Run() // want exec/tainted-command:high "the network.*reaches the program name of .exec.Command."
}

func builder(w http.ResponseWriter, r *http.Request) {
	var b strings.Builder
	b.WriteString("ls ")
	b.WriteString(r.FormValue("x"))
	exec.Command("sh", "-c", b.String()).Run() // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .sh -c."
	var buf bytes.Buffer
	fmt.Fprintf(&buf, "ls %s", r.FormValue("x"))
	exec.Command("sh", "-c", buf.String()).Run() // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .sh -c."
}

func tmpl(w http.ResponseWriter, r *http.Request) {
	t := template.Must(template.New("").Parse("ls {{.}}"))
	var buf bytes.Buffer
	t.Execute(&buf, r.FormValue("x"))
	exec.Command("sh", "-c", buf.String()).Run() // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .sh -c."
}

type key struct{}

func ctxv(w http.ResponseWriter, r *http.Request) {
	ctx := context.WithValue(r.Context(), key{}, r.FormValue("x"))
	exec.Command("sh", "-c", ctx.Value(key{}).(string)).Run() // want exec/shell-string-built:medium "shell script for .sh -c. is assembled from the result of ..context.Con"
}

func syncmap(w http.ResponseWriter, r *http.Request) {
	var m sync.Map
	m.Store("a", r.FormValue("x"))
	v, _ := m.Load("a")
	exec.Command("sh", "-c", v.(string)).Run() // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .sh -c."
}

func spawn(w http.ResponseWriter, r *http.Request) {
	go func(x string) {
		exec.Command("sh", "-c", x).Run() // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .sh -c."
	}(r.FormValue("x"))
}

func ret(r *http.Request) (string, error) {
	if r == nil {
		return "", errors.New("x")
	}
	return r.Header.Get("X"), nil
}

func useRet(w http.ResponseWriter, r *http.Request) {
	s, err := ret(r)
	if err != nil {
		return
	}
	exec.Command(filepath.Join("/usr/bin", s)).Run() // want exec/tainted-command:high "the HTTP request.*reaches the program name of .exec.Command."
}

func structs(w http.ResponseWriter, r *http.Request) {
	q := req{Name: r.PathValue("n"), Args: []string{"a"}}
	runReq(q)
}

func runReq(q req) { exec.Command(q.Name, q.Args...).Run() } // want exec/tainted-command:medium "the HTTP request.*reaches the program name of .exec.Command."

type runner interface{ run(s string) }
type shell struct{}

func (shell) run(s string) { exec.Command("sh", "-c", s).Run() } // want exec/shell-string-built:high "shell script for .sh -c. is assembled from the parameter .s.; pass arg"

func iface(w http.ResponseWriter, r *http.Request) {
	var x runner = shell{}
	x.run(r.FormValue("x"))
}

func generic[T ~string](s T) { exec.Command("sh", "-c", string(s)).Run() } // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .sh -c."

func useGeneric(w http.ResponseWriter, r *http.Request) { generic(r.FormValue("x")) }

func deferred(w http.ResponseWriter, r *http.Request) {
	defer exec.Command("sh", "-c", r.FormValue("x")).Run() // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .sh -c."
}

func body(w http.ResponseWriter, r *http.Request) {
	resp, _ := http.Get("http://x")
	b, _ := io.ReadAll(resp.Body)
	exec.Command("sh", "-c", string(b)).Run() // want exec/tainted-command:high "an HTTP response.*reaches the shell script of .sh -c."
}

func handlerLit() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		c := r.URL.Query().Get("c")
		out, _ := exec.Command("bash", "-c", c).CombinedOutput() // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .bash -c."
		w.Write(out)
	})
}

func copyb(w http.ResponseWriter, r *http.Request) {
	b := make([]byte, 10)
	copy(b, r.FormValue("x"))
	exec.Command("sh", "-c", string(b)).Run() // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .sh -c."
}

func env(w http.ResponseWriter, r *http.Request) {
	c := exec.Command("ls")
	c.Env = append(os.Environ(), "LD_PRELOAD="+r.FormValue("x")) // want exec/hijackable-command-environment:high "the HTTP request.*reaches .LD_PRELOAD. of the environment"
	c.Run()
}

func optinj(w http.ResponseWriter, r *http.Request) {
	exec.Command("imagetool", r.FormValue("x")).Run()               // want exec/argument-injection:medium "the HTTP request.*stands where .imagetool. accepts options: a value st"
	exec.Command("rsync", r.FormValue("x"), "/tmp").Run()           // want exec/argument-injection:high "the HTTP request.*stands where .rsync. accepts options: -e runs a prog"
	exec.Command("sudo", "--", "something", r.FormValue("x")).Run() // want exec/argument-injection:medium "the HTTP request.*stands where .something. accepts options: a value st"
	exec.Command("sudo", r.FormValue("x"), "--").Run()              // want exec/tainted-command:high "the HTTP request.*reaches the program name of .sudo."
	arr := [2]string{"--", r.FormValue("x")}
	exec.Command("sudo", arr[:]...).Run() // want exec/tainted-command:high "the HTTP request.*reaches the program name of .sudo."
	arr1 := [1]string{r.FormValue("x")}
	exec.Command("git", arr1[:]...).Run() // want exec/argument-injection:high "the HTTP request.*stands where .git. accepts options: --upload-pack an"
	arr2 := []string{"something else"}
	arr2 = append(arr2, r.FormValue("x"))
	arr2 = append(arr2, "--")
	exec.Command("git", arr2...).Run() // want exec/argument-injection:high "the HTTP request.*stands where .git. accepts options: --upload-pack an"
}
