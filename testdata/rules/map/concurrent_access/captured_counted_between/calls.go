package calls

import "sync"

// Captured shares a variable between two goroutines.
func Captured() map[string]int {
	calls := map[string]int{}
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		calls["a"]++ // want map/concurrent-access:high "while the goroutine started in `Captured` deletes from it"
	}()
	wg.Add(1)
	go func() {
		defer wg.Done()
		delete(calls, "a")
	}()
	wg.Wait()
	return calls
}
