package flag

import (
	"sync/atomic"
	"time"
)

// Count looks at the number while the goroutine counts: the flag only ends that.
func Count() int {
	n := 0
	var stop atomic.Bool
	go func() {
		for !stop.Load() {
			n++ // want goroutine/captured-variable-race:high "`n` is written"
		}
	}()
	for range 3 {
		time.Sleep(time.Millisecond)
	}
	found := n
	stop.Store(true)
	return found
}

func Run() {
	if Count() < 0 {
		panic("negative")
	}
}
