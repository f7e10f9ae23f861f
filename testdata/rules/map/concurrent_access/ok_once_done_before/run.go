// Goroutines ask another package, which fills its map once.
package ok_once_done_before

import (
	"sync"

	"golint.test/rules/map/concurrent_access/ok_once_done_before/settings"
)

func Run() {
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			settings.Get("a")
		}()
	}
	wg.Wait()
}
