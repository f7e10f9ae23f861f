package sizes

import "sync"

// each calls f for each of the names.
func each(names []string, f func(name string)) {
	for _, name := range names {
		f(name)
	}
}

// Of counts the letters of each name.
func Of(names []string) map[string]int {
	sizes := map[string]int{}
	var wg sync.WaitGroup
	each(names, func(name string) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			sizes[name] = len(name) // want map/concurrent-access:high "sizes"
		}()
	})
	wg.Wait()
	return sizes
}

func Run() { Of([]string{"a", "b", "c"}) }
