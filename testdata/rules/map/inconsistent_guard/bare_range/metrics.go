package metrics

import (
	"fmt"
	"io"
	"sync"
)

// Registry counts events by name.
type Registry struct {
	mu       sync.Mutex
	counters map[string]int64
}

func NewRegistry() *Registry {
	r := &Registry{}
	r.counters = map[string]int64{}
	return r
}

func (r *Registry) Inc(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.counters[name]++
}

func (r *Registry) Reset() {
	r.mu.Lock()
	clear(r.counters)
	r.mu.Unlock()
}

// WriteTo prints one line for every counter.
func (r *Registry) Dump(w io.Writer) {
	for name, n := range r.counters { // want map/inconsistent-guard "counters"
		fmt.Fprintf(w, "%s %d\n", name, n)
	}
}
