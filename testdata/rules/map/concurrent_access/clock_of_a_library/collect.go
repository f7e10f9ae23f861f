package collect

import (
	"time"

	"github.com/jonboulle/clockwork"
)

// Collect gathers names, and gives them away from time to time in a goroutine of the clock.
func Collect(clock clockwork.Clock, names <-chan string, give func(int)) {
	seen := map[string]bool{}
	timer := clock.AfterFunc(time.Millisecond, func() { give(len(seen)) })
	for name := range names {
		timer.Reset(time.Millisecond)
		seen[name] = true // want map/concurrent-access:high "seen"
	}
}

func Run() {
	names := make(chan string)
	go func() {
		defer close(names)
		for range 20 {
			names <- "a"
			time.Sleep(2 * time.Millisecond)
		}
	}()
	Collect(clockwork.NewRealClock(), names, func(int) {})
}
