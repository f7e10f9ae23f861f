// Package sizes has a local function that goroutines call: what it touches is touched by the goroutines.
package sizes

import "sync"

// Of counts the letters of each name.
func Of(names []string) map[string]int {
	sizes := map[string]int{}
	put := func(name string) {
		sizes[name] = len(name) // want map/concurrent-access:high "sizes"
	}
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			put(name)
		}()
	}
	wg.Wait()
	return sizes
}

func Run() { Of([]string{"a", "b", "c", "d"}) }
