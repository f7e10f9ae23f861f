package store

import (
	"sync"

	"golint.test/pairs"
)

// Store has one function that knows its map: whether there is a discipline is what the callers say.
type Store struct {
	mu    sync.Mutex
	items map[string]int
}

func New() *Store { return &Store{items: map[string]int{}} }

func (s *Store) Put(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.set(key, 1)
}

func (s *Store) Reset(key string) {
	s.mu.Lock()
	s.set(key, 0)
	s.mu.Unlock()
}

// Force forgets the lock.
func (s *Store) Force(key string) {
	s.set(key, 2) // want map/inconsistent-guard:high "map `s.items` .Store.items. is accessed under `s.mu` in 2 of 3 functions, not here"
}

func (s *Store) set(key string, n int) {
	s.items[key] = n
}

func Run() {
	s := New()
	pairs.Of(func() { s.Put("a") }, func() { s.Force("b") }, func() { s.Reset("c") })
}
