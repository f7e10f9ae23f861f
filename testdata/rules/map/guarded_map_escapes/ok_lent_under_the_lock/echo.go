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

// Commit answers the families of all samples.
func (e *Echo) Commit() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.families()
}

// families lends the map to a builder, which has an end when it returns.
func (e *Echo) families() []string {
	b := builder{samples: e.samples}
	return b.Build()
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
