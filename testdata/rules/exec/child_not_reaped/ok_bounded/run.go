// Package okbounded bounds the wait, or has nothing to wait for.
package okbounded

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"syscall"
	"time"
)

func delayed(parent context.Context) ([]byte, error) {
	ctx, cancel := context.WithTimeout(parent, time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sh", "-c", "sleep 60 | cat")
	cmd.WaitDelay = 5 * time.Second
	return cmd.Output()
}

func group(parent context.Context) ([]byte, error) {
	ctx, cancel := context.WithTimeout(parent, time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sh", "-c", "sleep 60 | cat")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	return cmd.Output()
}

func files(parent context.Context) error {
	ctx, cancel := context.WithTimeout(parent, time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sh", "-c", "sleep 60 | cat")
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd.Run()
}

func without(out *bytes.Buffer) error {
	cmd := exec.Command("sh", "-c", "sleep 60 | cat")
	cmd.Stdout = out
	return cmd.Run()
}

func bounded(ctx context.Context) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "sh", "-c", "sleep 60 | cat")
	cmd.Stdout = &bytes.Buffer{}
	return cmd
}
