package sizes

import "sync"

// Count has two local functions, one of which calls the other.
func Count(names []string) int {
	sizes := map[string]int{}
	put := func(name string, n int) {
		sizes[name] = n // want map/concurrent-access:high "sizes"
	}
	count := func(name string) { put(name, len(name)) }
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Go(func() {
			func() { count(name) }()
		})
	}
	wg.Wait()
	return len(sizes)
}

func Run() { Count([]string{"a", "b", "c", "d"}) }
