// Package scripts puts scripts together in the ways that fixes know, and in some that they leave alone.
package scripts

import (
	"context"
	"fmt"
	"os/exec"
)

func word(archive string) error {
	return exec.Command("sh", "-c", "tar xf "+archive).Run() // want exec/shell-string-built "archive"
}

func options(ctx context.Context, dir, host string) error {
	return exec.CommandContext(ctx, "/bin/bash", "-c", "rsync -a "+dir+" "+host+" --delete").Run() // want exec/shell-string-built "parameter"
}

func redirected(pid string) error {
	return exec.Command("sh", "-c", "lsof -p "+pid+" > out").Run() // want exec/shell-string-built "pid"
}

func inQuotes(name string) error {
	return exec.Command("sh", "-c", "echo \"hello "+name+"\" | tee log").Run() // want exec/shell-string-built "name"
}

func formatted(dir string) error {
	return exec.Command("sh", "-c", fmt.Sprintf("ls %s | wc -l", dir)).Run() // want exec/shell-string-built "dir"
}

func builtin(dir string) error {
	return exec.Command("sh", "-c", "cd "+dir).Run() // want exec/shell-string-built "dir"
}

func singleQuotes(name string) error {
	return exec.Command("sh", "-c", "grep '"+name+"' log").Run() // want exec/shell-string-built "name"
}

func program(name string) error {
	return exec.Command("sh", "-c", name+" --version").Run() // want exec/shell-string-built|exec/tainted-command "name"
}

func number(n int) error {
	return exec.Command("sh", "-c", fmt.Sprintf("kill -%d 1", n)).Run()
}

func several(flags string) error {
	return exec.Command("sh", "-c", "ls "+flags).Run() // want exec/shell-string-built "flags"
}

func described(n int) string { return fmt.Sprint(n) }
