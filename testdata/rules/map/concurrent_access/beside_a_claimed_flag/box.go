package box

import (
	"sync"
	"sync/atomic"
)

// Run stores in one of its goroutines, and looks in all of them.
func Run() {
	var first atomic.Bool
	var wg sync.WaitGroup
	found := map[string]int{}
	for i := range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if !first.Swap(true) {
				found["first"] = i
			}
			_ = found["first"] // want map/concurrent-access:high "read here while one of the goroutines started in `Run` writes it"
		}()
	}
	wg.Wait()
}
