// Package held waits for children that outlive the context.
package held

import (
	"bytes"
	"context"
	"os/exec"
	"time"
)

func output(parent context.Context) ([]byte, error) {
	ctx, cancel := context.WithTimeout(parent, time.Second)
	defer cancel()
	return exec.CommandContext(ctx, "sh", "-c", "sleep 60 | cat").Output() // want exec/child-not-reaped:medium "`Output` waits for `sh`.*set WaitDelay"
}

func buffer(parent context.Context) (string, error) {
	ctx, cancel := context.WithDeadline(parent, time.Now().Add(time.Second))
	defer cancel()
	var out bytes.Buffer
	cmd := exec.CommandContext(ctx, "sudo", "backup")
	cmd.Stdout = &out
	err := cmd.Run() // want exec/child-not-reaped:medium "`Run` waits for `sudo`"
	return out.String(), err
}

func plain(ctx context.Context) ([]byte, error) {
	return exec.CommandContext(ctx, "date").CombinedOutput() // want exec/child-not-reaped:low "`CombinedOutput` waits for `date`"
}
