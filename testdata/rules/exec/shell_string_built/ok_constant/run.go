package constant

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"time"
)

const (
	shell  = "/bin/sh"
	flag   = "-c"
	script = "ls | " + pipe
	pipe   = "sort"
)

var fixed = "ls -l | wc -l"

var table = map[string]string{"a": "ls | wc", "b": "df | wc"}

type step struct{ name, script string }

func constants() error {
	return exec.Command(shell, flag, script+" -u").Run()
}

func variable() error {
	s := "ls"
	if runtime.GOOS == "windows" {
		s = "dir"
	}
	s += " | sort"
	return exec.Command("sh", "-c", s).Run()
}

func packageVariable() error {
	return exec.Command("sh", "-c", fixed).Run()
}

func loop() error {
	for _, s := range []string{"ls | wc", "df | wc"} {
		if err := exec.Command("sh", "-c", s).Run(); err != nil {
			return err
		}
	}
	return nil
}

func array() error {
	steps := [2]step{{"a", "ls | wc"}, {"b", "df | wc"}}
	for i := range steps {
		if err := exec.Command("sh", "-c", steps[i].script).Run(); err != nil {
			return err
		}
	}
	return nil
}

func lookup(name string) error {
	scripts := map[string]string{"a": "ls | wc", "b": "df | wc"}
	s, ok := scripts[name]
	if !ok {
		return os.ErrNotExist
	}
	return exec.Command("sh", "-c", s).Run()
}

func packageTable(name string) error {
	return exec.Command("sh", "-c", table[name]).Run()
}

func spread(ctx context.Context) error {
	args := []string{"-e", "-c"}
	args = append(args, "ls | sort")
	path, err := exec.LookPath("bash")
	if err != nil {
		return err
	}
	return exec.CommandContext(ctx, path, args...).Run()
}

func numbers(pid int, on bool, d time.Duration, port uint16) error {
	s := fmt.Sprintf("lsof -p %d; echo %t; sleep %v; nc -l "+strconv.Itoa(int(port)), pid, on, d.Seconds())
	return exec.Command("sh", "-c", s).Run()
}

func literal() error {
	run := func(s string) error { return exec.Command("sh", "-c", s).Run() }
	if err := run("ls | wc"); err != nil {
		return err
	}
	return run("df | wc")
}

func cmd() error {
	c := exec.Cmd{Path: "/bin/sh", Args: []string{"sh", "-c", "ls | sort"}}
	return c.Run()
}

func pointer() error {
	s := "ls"
	p := &s
	*p += " | sort"
	return exec.Command("sh", "-c", *p).Run()
}
