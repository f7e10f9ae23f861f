package alike

import (
	"sync"

	"golint.test/pairs"
)

// Store has two methods that do the same, byte for byte.
type Store struct {
	mu    sync.RWMutex
	items map[string]int
}

func (s *Store) Put(k string) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	s.items[k] = 1 // want map/write-under-read-lock:high "read-locked"
}

func (s *Store) Add(k string) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	s.items[k] = 1 // want map/write-under-read-lock:high "read-locked"
}

func Run() {
	s := &Store{items: map[string]int{}}
	pairs.Of(func() { s.Put("a") }, func() { s.Add("a") })
}
