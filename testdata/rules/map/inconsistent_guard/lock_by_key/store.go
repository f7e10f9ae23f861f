package store

import (
	"sync"

	"example.org/keylock"

	"golint.test/pairs"
)

// Store has volumes by name, and a lock for each name besides.
type Store struct {
	names   *keylock.Locks
	mu      sync.Mutex
	volumes map[string]int
}

// Put enters a volume.
func (s *Store) Put(name string, size int) {
	s.names.Lock(name)
	defer s.names.Unlock(name)
	s.put(name, size)
}

func (s *Store) put(name string, size int) {
	s.mu.Lock()
	s.volumes[name] = size
	s.mu.Unlock()
}

// Drop removes a volume.
func (s *Store) Drop(name string) {
	s.names.Lock(name)
	defer s.names.Unlock(name)
	s.mu.Lock()
	delete(s.volumes, name)
	s.mu.Unlock()
}

// Size looks under the lock of the name, which is not that of the map.
func (s *Store) Size(name string) int {
	s.names.Lock(name)
	size, ok := s.volumes[name] // want map/inconsistent-guard:medium "under `s\.mu` in 2 of 3 functions, not here"
	s.names.Unlock(name)
	if !ok {
		return -1
	}
	return size
}

func Run() {
	s := &Store{names: keylock.New(), volumes: map[string]int{}}
	pairs.Of(func() { s.Put("a", 1); s.Drop("b") }, func() { s.Size("c") })
}
