package harmless

import (
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
)

var name = regexp.MustCompile(`^[a-z][a-z0-9]*$`)

func positional(file string) error {
	return exec.Command("sh", "-c", `ls -l "$1" | sort`, "sh", file).Run()
}

func scriptFile(file string) error {
	return exec.Command("sh", file, "-c").Run()
}

func otherFlag(file string) error {
	if err := exec.Command("tar", "-c", file).Run(); err != nil {
		return err
	}
	return exec.Command("gcc", "-c", file+".c").Run()
}

func matched(s string) error {
	if !name.MatchString(s) {
		return os.ErrInvalid
	}
	return exec.Command("sh", "-c", "systemctl status "+s).Run()
}

func localPattern(s string) error {
	if ok := regexp.MustCompile(`\A[\w.-]+\z`).MatchString(s); ok {
		return exec.Command("sh", "-c", "systemctl status "+s).Run()
	}
	return os.ErrInvalid
}

func compared(s string) error {
	switch s {
	case "start", "stop":
		return exec.Command("sh", "-c", "systemctl "+s+" x").Run()
	}
	return os.ErrInvalid
}

func contained(s string) error {
	if !slices.Contains([]string{"start", "stop"}, s) {
		return os.ErrInvalid
	}
	return exec.Command("sh", "-c", "systemctl "+s+" x").Run()
}

func parsed(s string) error {
	n, err := strconv.Atoi(s)
	if err != nil {
		return err
	}
	return exec.Command("sh", "-c", "kill "+strconv.Itoa(n)).Run()
}

func environment(dir string) error {
	cmd := exec.Command("sh", "-c", `ls "$DIR" | sort`)
	cmd.Env = append(os.Environ(), "DIR="+dir)
	return cmd.Run()
}

type Command struct{ args []string }

func exec2(args ...string) *Command { return &Command{args} }

func other(dir string) *Command {
	return exec2("sh", "-c", "ls "+dir)
}
