// Package run starts commands that nobody ends.
package run

import (
	"context"
	"net/http"
	"os"
	"os/exec"
	"time"
)

func direct(ctx context.Context, name string) ([]byte, error) {
	return exec.Command("stat", "--", name).Output() // want exec/command-without-context "`stat` runs on when the context ends, and `Output` waits"
}

func handler(w http.ResponseWriter, r *http.Request) {
	cmd := exec.Command("uptime") // want exec/command-without-context "`uptime`.*`Run`"
	cmd.Stdout = os.Stdout
	if err := cmd.Run(); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

func started(parent context.Context) error {
	ctx, cancel := context.WithTimeout(parent, time.Second)
	defer cancel()
	use(ctx)
	cmd := exec.Command("sleep", "1") // want exec/command-without-context "`Wait`"
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Wait()
}

func literal(ctx context.Context) func() error {
	return func() error {
		if ctx := os.Getenv("CTX"); ctx != "" {
			return exec.Command("printenv", "--", ctx).Run() // want exec/command-without-context "`printenv`"
		}
		return exec.Command("env").Run() // want exec/command-without-context "`env`"
	}
}

func unnamed(_ context.Context) error {
	return exec.Command("true").Run() // want exec/command-without-context "`true`"
}

func lines(ctx context.Context) error {
	return exec.Command( // want exec/command-without-context "`printf`"
		"printf", "%s",
	).Run()
}

func use(context.Context) {}
