package first

import (
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

// Run keeps the first of several errors, and then another one.
func Run() {
	var wg sync.WaitGroup
	var failed atomic.Bool
	var first error
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			err := errors.New("no")
			if !failed.Load() {
				time.Sleep(time.Millisecond)
				failed.Store(true)
				first = err // want goroutine/captured-variable-race:high "`first` is written by all goroutines"
			}
		}()
	}
	wg.Wait()
	_ = first
}
