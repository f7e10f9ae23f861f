// Package ok_reaped waits for its children, or lets others do so.
package ok_reaped

import (
	"bufio"
	"io"
	"os"
	"os/exec"
)

type server struct{ cmd *exec.Cmd }

func waits() error {
	cmd := exec.Command("sleep", "1")
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Wait()
}

func elsewhere() error {
	cmd := exec.Command("sleep", "1")
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() {
		if err := cmd.Wait(); err != nil {
			println(err.Error())
		}
	}()
	return nil
}

func released() error {
	cmd := exec.Command("daemon")
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Process.Release()
}

func (s *server) start() error {
	s.cmd = exec.Command("server")
	return s.cmd.Start()
}

func literal() (*server, error) {
	cmd := exec.Command("server")
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return &server{cmd}, nil
}

func returned() (*exec.Cmd, error) {
	cmd := exec.Command("server")
	return cmd, cmd.Start()
}

func returnedProcess() (*os.Process, error) {
	cmd := exec.Command("server")
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return cmd.Process, nil
}

func passed() error {
	cmd := exec.Command("server")
	if err := cmd.Start(); err != nil {
		return err
	}
	return wait(cmd)
}

func wait(cmd *exec.Cmd) error { return cmd.Wait() }

func method() (func() error, error) {
	cmd := exec.Command("server")
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return cmd.Wait, nil
}

func replaced() {
	cmd := exec.Command("updater")
	if err := cmd.Start(); err == nil {
		os.Exit(0)
	}
}

func chosen(quick bool) error {
	cmd := exec.Command("slow")
	if quick {
		cmd = exec.Command("quick")
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Wait()
}

func pipe() (string, error) {
	cmd := exec.Command("date")
	out, err := cmd.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := cmd.Start(); err != nil {
		return "", err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return "", err
	}
	return line, cmd.Wait()
}

func copied(w io.Writer) error {
	cmd := exec.Command("date")
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	done := make(chan struct{})
	go func() {
		io.Copy(w, out)
		close(done)
	}()
	<-done
	return cmd.Wait()
}

func direct() ([]byte, error) {
	return exec.Command("date").Output()
}

func takenOver() error {
	cmd := exec.Command("/proc/self/exe")
	cmd.Stdin, cmd.Stdout = os.Stdin, os.Stdout
	return cmd.Start()
}
