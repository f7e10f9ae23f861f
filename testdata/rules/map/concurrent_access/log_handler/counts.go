package counts

import (
	"context"
	"log/slog"

	"golint.test/pairs"
)

// Counts counts messages; loggers are used from any goroutine.
type Counts struct{ messages map[string]int }

func (c *Counts) Enabled(context.Context, slog.Level) bool { return true }

func (c *Counts) Handle(_ context.Context, record slog.Record) error {
	c.messages[record.Message]++ // want map/concurrent-access:high "messages"
	return nil
}

func (c *Counts) WithAttrs([]slog.Attr) slog.Handler { return c }

func (c *Counts) WithGroup(string) slog.Handler { return c }

func Run() {
	pairs.Of(func() {
		logger := slog.New(&Counts{map[string]int{}})
		done := make(chan bool)
		for range 2 {
			go func() {
				logger.Info("hello")
				done <- true
			}()
		}
		<-done
		<-done
	})
}
