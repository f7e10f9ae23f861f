package guards

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
)

var loose = regexp.MustCompile(`^[a-z]+`)

func dotted(s string) error {
	if !regexp.MustCompile(`^.*$`).MatchString(s) {
		return os.ErrInvalid
	}
	return exec.Command("sh", "-c", "ls "+s).Run() // want exec/shell-string-built:high "`sh -c`"
}

func otherBranch(s string) error {
	if s == "a" {
		s = "b"
	}
	return exec.Command("sh", "-c", "ls "+s).Run() // want exec/shell-string-built:high "`sh -c`"
}

func replaced(s string) error {
	s = strings.ReplaceAll(s, ";", "")
	return exec.Command("sh", "-c", "ls "+s).Run() // want exec/shell-string-built:high "`sh -c`"
}

func quoted(s string) error {
	return exec.Command("sh", "-c", fmt.Sprintf("ls %q %d", s, 1)).Run() // want exec/shell-string-built:high "`sh -c`"
}
