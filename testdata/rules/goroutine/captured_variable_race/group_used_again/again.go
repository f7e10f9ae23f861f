package again

import "sync"

// Both waits for the first goroutine, and not for the second one.
func Both() int {
	n := 0
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		n = 1
	}()
	wg.Wait()
	wg.Add(1)
	go func() {
		defer wg.Done()
		n = 2 // want goroutine/captured-variable-race:high "`n`"
	}()
	found := n
	wg.Wait()
	return found
}

func Run() { Both() }
