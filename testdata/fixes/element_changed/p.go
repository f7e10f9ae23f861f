// Element_changed has elements that are changed in place: under the lock, too, though that may panic.
package main

import (
	"fmt"
	"sync"
)

type window struct {
	mu     sync.RWMutex
	counts map[string][]int
	totals map[string]int
}

// add has two maps of one lock: they are guarded one after the other.
func (w *window) add(name string, n int) {
	if _, ok := w.counts[name]; !ok {
		fmt.Println("unknown", name)
		return
	}
	w.counts[name][n%4] += n
	w.totals[name] += n
}

func (w *window) rotate() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for name, counts := range w.counts {
		w.totals[name] -= counts[0]
		w.counts[name] = append(counts[1:], 0)
	}
}

func (w *window) total(name string) int {
	w.mu.RLock()
	defer w.mu.RUnlock()
	return w.totals[name]
}

// reset goes on with something that may wait.
func (w *window) reset(name string) {
	w.counts[name][0] = 0
	fmt.Println("reset", name)
}

func main() {
	w := &window{counts: map[string][]int{"a": make([]int, 4)}, totals: map[string]int{}}
	for n := range 4 {
		go func() {
			w.add("a", n)
			w.rotate()
			w.total("a")
			w.reset("a")
		}()
	}
}
