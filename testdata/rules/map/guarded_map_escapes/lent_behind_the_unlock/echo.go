package echo

import (
	"sort"
	"sync"
)

type Echo struct {
	mu      sync.Mutex
	samples map[string]int
}

func New() *Echo { return &Echo{samples: map[string]int{}} }

func (e *Echo) Append(name string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.samples[name]++
}

func (e *Echo) Drop(name string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.samples, name)
}

type builder struct {
	samples  map[string]int
	families []string
}

func (b *builder) Build() []string {
	for name := range b.samples {
		b.families = append(b.families, name)
	}
	sort.Strings(b.families)
	return b.families
}

// Commit wants to keep the lock short.
func (e *Echo) Commit() []string {
	e.mu.Lock()
	b := builder{samples: e.samples} // want map/guarded-map-escapes:medium "samples"
	e.mu.Unlock()
	return b.Build()
}

// Keep answers the builder itself.
func (e *Echo) Keep() *builder {
	e.mu.Lock()
	defer e.mu.Unlock()
	b := &builder{samples: e.samples} // want map/guarded-map-escapes:medium "samples"
	b.Build()
	return b
}
