// The map of another package is filled before the goroutines start, and only read then.
package ok_started_after_another_package

import (
	"sync"

	"golint.test/rules/map/concurrent_access/ok_started_after_another_package/store"
)

func Run() {
	s := store.New()
	s.Put("last", 1)
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			s.Get("last") // mutant: s.Put("last", s.Get("last"))
		}()
	}
	wg.Wait()
	s.Put("last", 2)
}
