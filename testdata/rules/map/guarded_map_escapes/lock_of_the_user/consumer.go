package consumer

import (
	"sync"

	"golint.test/pairs"
)

// State is what a store knows; a store gives out copies, most of them do.
type State struct{ Pending map[string]int }

type store interface{ State() *State }

// Memory is a store that gives out its own.
type Memory struct{ state *State }

// State is not a copy.
func (m *Memory) State() *State { return m.state }

// Consumer has a lock for what it took over.
type Consumer struct {
	mu      sync.Mutex
	store   store
	pending map[string]int
}

// Restore takes over the state.
func (c *Consumer) Restore() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.apply(c.store.State())
}

func (c *Consumer) apply(state *State) {
	c.pending = state.Pending // want map/guarded-map-escapes:low "state.Pending"
}

// Mark writes the state itself, under the lock of its user.
func (c *Consumer) Mark(state *State, name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	state.Pending[name] = 1
}

// Count measures what was taken over.
func (c *Consumer) Count() int { return len(c.pending) }

func Run() {
	memory := &Memory{&State{map[string]int{}}}
	c := &Consumer{store: memory}
	c.Restore()
	pairs.Of(func() { c.Mark(memory.state, "a") }, func() {
		if c.Count() < 0 {
			panic("negative")
		}
	})
}
