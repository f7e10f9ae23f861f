package count

import (
	"sync"

	"golint.test/pairs"
)

func done(wg *sync.WaitGroup) { wg.Done() }

// Last waits for the goroutine, which tells before it has ended.
func Last() int {
	var wg sync.WaitGroup
	last := 0
	wg.Add(1)
	go func() {
		done(&wg)
		last = 2 // want goroutine/captured-variable-race:high "last"
	}()
	wg.Wait()
	last++
	return last
}

func Run() {
	pairs.Of(func() { Last() })
}
