package store

import (
	"sync"

	"golint.test/pairs"
)

// Store counts names.
type Store struct {
	mu     sync.Mutex
	counts map[string]int
}

func put(lock *sync.Mutex, s *Store, name string) {
	lock.Lock()
	defer lock.Unlock()
	s.counts[name]++
}

// Put hands its lock to the helper.
func (s *Store) Put(name string) { put(&s.mu, s, name) }

// Get reads under the lock.
func (s *Store) Get(name string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counts[name]
}

// Delete writes under the lock.
func (s *Store) Delete(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.counts, name)
}

func Run() {
	s := &Store{counts: map[string]int{}}
	pairs.Of(
		func() { s.Put("a") },
		func() { _ = s.Get("a") },
		func() { s.Delete("a") },
	)
}
