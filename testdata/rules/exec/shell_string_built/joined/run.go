package joined

import (
	"context"
	"fmt"
	ex "os/exec"
	"strings"
)

type job struct{ name string }

func plus(name string) error {
	return ex.Command("sh", "-c", "tar cf "+name+".tar "+name).Run() // want exec/shell-string-built:high "`sh -c` is assembled with `.` from the parameter `name`"
}

func format(name string) error {
	script := fmt.Sprintf("tar cf %s.tar", name)
	return ex.Command("/bin/bash", "-c", script).Run() // want exec/shell-string-built:high "`bash -c` is assembled with `fmt.Sprintf`"
}

func (j *job) field(ctx context.Context) error {
	return ex.CommandContext(ctx, "sh", "-ec", "rm -r "+j.name).Run() // want exec/shell-string-built:high "from the field `joined.job.name`"
}

func whole(script string) error {
	return ex.Command("bash", "--login", "-o", "pipefail", "-c", script).Run() // want exec/shell-string-built:high "the parameter `script`"
}

func builder(names []string) error {
	var b strings.Builder
	for _, n := range names {
		b.WriteString("rm " + n + "; ")
	}
	return ex.Command("sh", "-c", b.String()).Run() // want exec/shell-string-built:high "the parameter `names`"
}

func list(dir string, quiet bool) error {
	args := []string{"-e"}
	if quiet {
		args = append(args, "-u")
	}
	args = append(args, "-c", "ls "+dir)
	return ex.Command("sh", args...).Run() // want exec/shell-string-built:high "`sh -c`"
}

func literal(dir string) *ex.Cmd {
	return &ex.Cmd{
		Path: "/bin/sh",
		Args: []string{"sh", "-c", "ls " + dir}, // want exec/shell-string-built:high "`sh -c`"
	}
}

func later(dir string) *ex.Cmd {
	cmd := ex.Command("sh")
	cmd.Args = append(cmd.Args, "-c", "ls "+dir) // want exec/shell-string-built:high "`sh -c`"
	return cmd
}

func captured(dir string) error {
	run := func(script string) error {
		return ex.Command("sh", "-c", script).Run() // want exec/shell-string-built:high "the parameter `dir`"
	}
	return run("ls " + dir)
}

func input(dir string) error {
	cmd := ex.Command("bash", "-s")
	cmd.Stdin = strings.NewReader("ls " + dir) // want exec/shell-string-built:high "standard input"
	return cmd.Run()
}
