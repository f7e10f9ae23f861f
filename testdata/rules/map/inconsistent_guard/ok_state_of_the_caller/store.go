package store

import (
	"sync"

	"golint.test/pairs"
)

// State is passed around; whoever has one has it alone.
type State struct {
	Pending map[int]int
}

// Store keeps one of its own.
type Store struct {
	mu    sync.Mutex
	state State
}

// Update copies what the caller brings.
func (s *Store) Update(state *State) {
	pending := map[int]int{}
	for key, n := range state.Pending {
		pending[key] = n
	}
	s.mu.Lock()
	s.state.Pending = pending
	s.mu.Unlock()
}

// Ack removes one from its own.
func (s *Store) Ack(key int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.state.Pending, key)
}

// Add puts one there.
func (s *Store) Add(key int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state.Pending[key] = 1
}

func Run() {
	s := &Store{state: State{Pending: map[int]int{}}}
	pairs.Of(func() {
		s.Update(&State{Pending: map[int]int{1: 1}}) // mutant: s.Update(&s.state)
		s.Add(2)
		s.Ack(1)
	})
}
