package window

import "sync"

type window struct {
	mu     sync.RWMutex
	totals map[string]int
}

func (w *window) add(name string, n int) {
	w.totals[name] += n // want map/inconsistent-guard:high "totals"
}

func (w *window) total(name string) int {
	w.mu.RLock()
	defer w.mu.RUnlock()
	return w.totals[name]
}

func (w *window) drop(name string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.totals, name)
}

// Work gives one object to all of its goroutines, and to nobody else.
func Work(workers int) {
	w := &window{totals: map[string]int{}}
	var wg sync.WaitGroup
	for i := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			w.add("a", i)
			w.total("a")
			w.drop("b")
		}()
	}
	wg.Wait()
}
