package flag

import (
	"runtime"
	"sync/atomic"
	"time"
)

// Last looks at the state while the goroutine works: the flag only ends that.
func Last() string {
	state := "new"
	var stop atomic.Bool
	go func() {
		state = "running" // want goroutine/captured-variable-race:high "`state` is written"
		for !stop.Load() {
			runtime.Gosched()
		}
	}()
	time.Sleep(time.Millisecond)
	found := state
	stop.Store(true)
	return found
}

func Run() {
	if Last() == "" {
		panic("no state")
	}
}
