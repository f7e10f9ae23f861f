// Package standard_input hands scripts to shells through their standard input.
package standard_input

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

func reader(name string) error {
	cmd := exec.Command("sh")
	cmd.Stdin = strings.NewReader("rm " + name) // want exec/shell-string-built "standard input"
	return cmd.Run()
}

func pipe(name string) error {
	cmd := exec.Command("bash", "-s")
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	io.WriteString(in, "set -e\n")
	io.WriteString(in, "rm "+name+"\n") // want exec/shell-string-built "standard input"
	fmt.Fprintf(in, "echo %d\n", len(name))
	in.Close()
	return cmd.Wait()
}

func program(text string) error {
	cmd := exec.Command("cat")
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	io.WriteString(in, "text: "+text)
	in.Close()
	return cmd.Wait()
}

func terminal(tty *os.File) error {
	cmd := exec.Command("sh", "-i")
	cmd.Stdin = tty
	return cmd.Run()
}
