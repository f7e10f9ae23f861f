package commands

import (
	"sync"

	"golint.test/pairs"
)

// Registry has its commands under a lock.
type Registry struct {
	mu       sync.RWMutex
	commands map[string]int
}

func New() *Registry { return &Registry{commands: map[string]int{"a": 1}} }

func (r *Registry) Add(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.commands[name] = 1
}

func (r *Registry) Drop(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.commands, name)
}

// Commands returns the map itself. The caller must hold r.mu.
func (r *Registry) Commands() map[string]int { return r.commands }

// Len counts them.
func (r *Registry) Len() int {
	r.mu.RLock() // mutant:
	defer r.mu.RUnlock() // mutant:
	return len(r.Commands())
}

func Run() {
	r := New()
	pairs.Of(func() { r.Add("b") }, func() { r.Len() })
}
