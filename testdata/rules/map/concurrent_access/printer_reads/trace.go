package trace

import (
	"fmt"
	"io"
	"sync"
)

// Steps prints the map from one goroutine and empties it from another.
func Steps(w io.Writer) {
	steps := map[string]int{"load": 1}
	var wg sync.WaitGroup
	wg.Add(2)
	go func() {
		defer wg.Done()
		fmt.Fprintln(w, steps)
	}()
	go func() {
		defer wg.Done()
		clear(steps) // want map/concurrent-access:high "steps"
	}()
	wg.Wait()
}

func Run() { Steps(io.Discard) }
