package sizes

import "sync"

// Of counts the letters of each name: its local function is called under a lock.
func Of(names []string) map[string]int {
	sizes := map[string]int{}
	put := func(name string) { sizes[name] = len(name) }
	var mu sync.Mutex
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()         // mutant: _ = &mu
			defer mu.Unlock() // mutant:
			put(name)
		}()
	}
	wg.Wait()
	return sizes
}

// Tree visits the children of each node in goroutines: the local function takes the lock itself.
func Tree(children map[string][]string) map[string]bool {
	seen := map[string]bool{}
	var mu sync.Mutex
	var wg sync.WaitGroup
	var visit func(string)
	visit = func(name string) {
		mu.Lock()
		seen[name] = true
		mu.Unlock()
		for _, child := range children[name] {
			wg.Add(1)
			go func() {
				defer wg.Done()
				visit(child)
			}()
		}
	}
	visit("")
	wg.Wait()
	return seen
}

// Each has a function and a map of its own for each goroutine.
func Each(names []string) {
	var wg sync.WaitGroup
	for _, name := range names {
		sizes := map[string]int{}
		put := func() { sizes[name]++ }
		wg.Go(func() { put() })
	}
	wg.Wait()
}

// Before calls its local function before it starts anything.
func Before(names []string) {
	sizes := map[string]int{}
	put := func(name string) { sizes[name] = len(name) }
	for _, name := range names {
		put(name)
	}
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Go(func() { _ = sizes[name] })
	}
	wg.Wait()
}

func Run() {
	names := []string{"a", "b", "c", "d"}
	Of(names)
	Tree(map[string][]string{"": names, "a": {"e", "f"}, "b": {"g", "h"}})
	Each(names)
	Before(names)
}
