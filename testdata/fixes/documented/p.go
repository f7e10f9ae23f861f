// Package documented says which functions hand out the map itself.
package documented

import "sync"

// Store has a lock for its map.
type Store struct {
	mu    sync.RWMutex
	items map[string]int
}

func (s *Store) Run() {
	for i := 0; i < 3; i++ {
		go s.Put("k")
	}
}

func (s *Store) Put(k string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.items[k]++
}

func (s *Store) Drop(k string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.items, k)
}

// Raw returns the raw map: callers must not
// change it.
func (s *Store) Raw() map[string]int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.items
}

// All returns the maps.
func (s *Store) All() map[string]int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.items
}
