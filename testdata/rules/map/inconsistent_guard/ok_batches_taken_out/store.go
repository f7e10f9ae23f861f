package store

import (
	"sync"

	"golint.test/pairs"
)

// Store has batches that wait.
type Store struct {
	mu      sync.Mutex
	waiting []map[string]int
}

func New() *Store { return &Store{} }

func (s *Store) Add(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.waiting) == 0 {
		s.waiting = append(s.waiting, map[string]int{})
	}
	s.waiting[0][name]++
}

func (s *Store) Drop(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, batch := range s.waiting {
		delete(batch, name)
	}
}

// Flush takes all batches out: nobody else has them then.
func (s *Store) Flush() int {
	s.mu.Lock()
	batches := s.waiting
	s.waiting = nil // mutant:
	s.mu.Unlock()
	sum := 0
	for _, batch := range batches {
		for name, n := range batch {
			sum += n
			delete(batch, name)
		}
	}
	return sum
}

func Run() {
	s := New()
	pairs.Of(func() { s.Add("a") }, func() { s.Drop("b") }, func() { s.Flush() })
}
