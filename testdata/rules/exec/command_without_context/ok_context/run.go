// Package okcontext ends its commands, or has nothing to end them with.
package okcontext

import (
	"context"
	"os/exec"
	"time"
)

type server struct{ cmd *exec.Cmd }

func with(ctx context.Context) error { return exec.CommandContext(ctx, "true").Run() }

func without(name string) error { return exec.Command("stat", "--", name).Run() }

func killed(ctx context.Context) error {
	cmd := exec.Command("sleep", "10")
	if err := cmd.Start(); err != nil {
		return err
	}
	timer := time.AfterFunc(time.Second, func() { cmd.Process.Kill() })
	defer timer.Stop()
	return cmd.Wait()
}

func watched(ctx context.Context) error {
	<-ctx.Done()
	return exec.Command("umount", "/mnt").Run()
}

func cleaned(ctx context.Context) error {
	defer func() { exec.Command("umount", "/mnt").Run() }()
	return exec.CommandContext(ctx, "true").Run()
}

func (s *server) stored(ctx context.Context) error {
	s.cmd = exec.Command("server")
	return s.cmd.Run()
}

func left(ctx context.Context) error {
	cmd := exec.Command("daemon")
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Process.Release()
}
