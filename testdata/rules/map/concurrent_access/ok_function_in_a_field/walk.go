package walk

import "sync"

type walker struct {
	mu    sync.Mutex
	names []string
	visit func(name string)
}

func newWalker(names []string, visit func(name string)) *walker {
	return &walker{names: names, visit: visit}
}

// locked calls the function under a lock of its own.
func (w *walker) locked() {
	var wg sync.WaitGroup
	for _, name := range w.names {
		wg.Go(func() {
			w.mu.Lock()         // mutant: _ = name
			defer w.mu.Unlock() // mutant:
			w.visit(name)
		})
	}
	wg.Wait()
}

// plain calls the function in no goroutine.
func (w *walker) plain() {
	for _, name := range w.names {
		w.visit(name)
	}
}

// Sizes counts the letters of each name.
func Sizes(names []string) int {
	sizes := map[string]int{}
	newWalker(names, func(name string) { sizes[name] = len(name) }).locked()
	return len(sizes)
}

// Plain counts them one after the other.
func Plain(names []string) int {
	sizes := map[string]int{}
	newWalker(names, func(name string) { sizes[name] = len(name) }).plain()
	return len(sizes)
}

// Own has a lock of its own in the function.
func Own(names []string) int {
	var mu sync.Mutex
	sizes := map[string]int{}
	newWalker(names, func(name string) {
		mu.Lock()
		defer mu.Unlock()
		sizes[name] = len(name)
	}).locked()
	return len(sizes)
}

func Run() {
	names := []string{"a", "b", "c", "d"}
	Sizes(names)
	Plain(names)
	Own(names)
}
