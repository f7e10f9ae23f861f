package carriers

import (
	"net/http"

	. "os/exec"
	ex "os/exec"
)

func dot(w http.ResponseWriter, r *http.Request) {
	Command("sh", "-c", r.FormValue("x")).Run() // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .sh -c."
}

func alias(w http.ResponseWriter, r *http.Request) {
	ex.Command("sh", "-c", r.FormValue("x")).Run() // want exec/tainted-command:high "the HTTP request.*reaches the shell script of .sh -c."
}

func runCommand1(userInput string) {
	Command(userInput, "foobar").Run() // want exec/tainted-command:medium "the caller chooses the program that .exec.Command. starts: it is the p"
}

func runCommand2(userInput string) {
	p, _ := LookPath(userInput)
	Command(p, "foobar").Run() // want exec/tainted-command:medium "the caller chooses the program that .exec.Command. starts: it is the p"
}

func vulnerable(command string) {
	_ = Command("bash", "-c", command) // want exec/shell-string-built:medium "shell script for .bash -c. is assembled from the parameter .command.; "
}

func callsIt() { vulnerable("echo safe") }

func write(password string) {
	cmd := Command("bash")
	p, _ := cmd.StdinPipe()
	cmd.Start()
	s := "sshpass -p " + password
	p.Write([]byte(s + "\n")) // want exec/shell-string-built:high "shell script for .bash .standard input.. is assembled from the paramet"
	cmd.Wait()
}
