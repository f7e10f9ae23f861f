package sizes

import "sync"

// each calls f in goroutines, one at a time.
func each(names []string, mu *sync.Mutex, f func(name string)) {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()         // mutant:
			defer mu.Unlock() // mutant:
			f(name)
		}()
	}
	wg.Wait()
}

// Of counts the letters of each name.
func Of(names []string) map[string]int {
	sizes := map[string]int{}
	var mu sync.Mutex
	each(names, &mu, func(name string) { sizes[name] = len(name) })
	return sizes
}

func Run() { Of([]string{"a", "b", "c", "d"}) }
