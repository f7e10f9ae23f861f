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

// Commands returns the map itself, and does not even take the lock.
func (r *Registry) Commands() map[string]int {
	return r.commands // want map/inconsistent-guard:medium "map `r.commands` .Registry.commands. is accessed under `r.mu` in 2 of 3 functions, not here"
}

// Reset puts another map there.
func (r *Registry) Reset() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.commands = map[string]int{}
}

func Run() {
	r := New()
	pairs.Of(func() { r.Add("b") }, r.Reset, func() { _ = r.Commands() })
}
