// Package walk puts a function into an object, whose method calls it in goroutines.
package walk

import "sync"

type walker struct {
	names []string
	visit func(name string)
}

func newWalker(names []string, visit func(name string)) *walker {
	return &walker{names: names, visit: visit}
}

func (w *walker) walk() {
	var wg sync.WaitGroup
	for _, name := range w.names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			w.visit(name)
		}()
	}
	wg.Wait()
}

// each hands on what it is given.
func each(names []string, visit func(name string)) {
	newWalker(names, visit).walk()
}

// Sizes counts the letters of each name.
func Sizes(names []string) map[string]int {
	sizes := map[string]int{}
	each(names, func(name string) {
		sizes[name] = len(name) // want map/concurrent-access:medium "sizes"
	})
	return sizes
}

func Run() { Sizes([]string{"a", "b", "c", "d"}) }
