package loader

import "sync"

func load(wg *sync.WaitGroup, into map[string]int, name string) {
	wg.Add(1)
	go func() {
		defer wg.Done()
		into[name] = len(name) // want map/concurrent-access:high "into"
	}()
}

// All loads all names into one map.
func All(names []string) map[string]int {
	found := map[string]int{}
	var wg sync.WaitGroup
	for _, name := range names {
		load(&wg, found, name)
	}
	wg.Wait()
	return found
}

func Run() { All([]string{"a", "b", "c"}) }
