package drivers

import (
	"sort"
	"sync"
)

type Registry struct {
	mu    sync.Mutex
	known map[string]func() error
}

func NewRegistry() *Registry {
	return &Registry{known: map[string]func() error{}}
}

func (r *Registry) Add(name string, open func() error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.known[name] = open
}

func (r *Registry) Remove(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.known, name)
}

// Names takes the lock a line too late.
func (r *Registry) Names() []string {
	names := make([]string, 0, len(r.known)) // want map/inconsistent-guard "known"
	r.mu.Lock()
	for name := range r.known {
		names = append(names, name)
	}
	r.mu.Unlock()
	sort.Strings(names)
	return names
}
