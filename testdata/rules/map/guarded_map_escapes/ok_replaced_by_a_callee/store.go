package store

import (
	"sync"

	"golint.test/pairs"
)

// Store hands its entries over from time to time.
type Store struct {
	mu   sync.Mutex
	idx  map[string]int
	sent int
}

// Add counts.
func (s *Store) Add(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.idx[key]++
}

// Flush has the old entries for itself: beginLocked has put another map there.
func (s *Store) Flush(send func(string, int)) {
	s.mu.Lock()
	old := s.idx
	s.beginLocked()
	s.mu.Unlock()
	for key, n := range old {
		send(key, n)
	}
}

func (s *Store) beginLocked() {
	s.sent++
	s.emptyLocked()
}

func (s *Store) emptyLocked() {
	s.idx = map[string]int{} // mutant:
}

func Run() {
	s := &Store{idx: map[string]int{}}
	pairs.Of(func() {
		s.Add("a")
		s.Flush(func(string, int) {})
	})
}
