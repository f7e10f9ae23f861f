// Package left leaves its children alone.
package left

import (
	"io"
	"os"
	"os/exec"
)

func local(text string) error {
	cmd := exec.Command("notify-send", text)
	cmd.Stdout = os.Stdout
	return cmd.Start() // want exec/child-not-reaped:medium "`notify-send` is started here and never waited for"
}

func chained(url string) {
	if err := exec.Command("xdg-open", url).Start(); err != nil { // want exec/child-not-reaped "never waited for"
		println(err.Error())
	}
}

func killed() error {
	cmd := exec.Command("sleep", "10")
	if err := cmd.Start(); err != nil { // want exec/child-not-reaped "never waited for"
		return err
	}
	return cmd.Process.Kill()
}

func process() error {
	p, err := os.StartProcess("/bin/true", []string{"true"}, &os.ProcAttr{}) // want exec/child-not-reaped "never waited for"
	if err != nil {
		return err
	}
	println(p.Pid)
	return nil
}

func late() ([]byte, error) {
	cmd := exec.Command("date")
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	if err := cmd.Wait(); err != nil {
		return nil, err
	}
	return io.ReadAll(out) // want exec/child-not-reaped:high "is read after Wait"
}

func run(w io.Writer) error {
	cmd := exec.Command("date")
	out, err := cmd.StderrPipe()
	if err != nil {
		return err
	}
	go io.Copy(w, out)
	return cmd.Run() // want exec/child-not-reaped:high "`Run` waits for `date`"
}
