package beside

import (
	"testing"
	"testing/synctest"
	"time"
)

// TestBeside starts a goroutine outside of the bubble, which nothing waits for.
func TestBeside(t *testing.T) {
	count := 0
	go func() {
		count++ // want goroutine/captured-variable-race:high "`count` is written"
	}()
	synctest.Test(t, func(t *testing.T) {
		go func() {
			count++
		}()
	})
	time.Sleep(time.Millisecond)
}
