package flag

import (
	"runtime"
	"sync/atomic"
	"time"

	"golint.test/pairs"
)

// First looks at what the goroutine found when the flag says that it is there.
func First(find func() string) string {
	var name string
	var found atomic.Bool
	go func() {
		name = find()
		found.Store(true)
	}()
	for range 100 {
		if !found.Load() { // mutant: if false {
			time.Sleep(time.Millisecond)
			runtime.Gosched()
			continue
		}
		return name
	}
	return ""
}

// Second does the same with a number.
func Second(find func() string) string {
	var name string
	var found int32
	go func() {
		name = find()
		atomic.StoreInt32(&found, 1)
	}()
	for atomic.LoadInt32(&found) == 0 {
		runtime.Gosched()
	}
	return name
}

func Run() {
	pairs.Of(func() {
		First(func() string { return "a" })
		Second(func() string { return "a" })
	})
}
