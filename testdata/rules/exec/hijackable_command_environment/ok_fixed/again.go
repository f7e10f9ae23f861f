package ok_fixed

import (
	"errors"
	"os"
	"os/exec"
)

func again() error {
	cmd := exec.Command(os.Args[0], "run")
	if errors.Is(cmd.Err, exec.ErrDot) {
		cmd.Err = nil
	}
	return cmd.Run()
}
