package store

import (
	"sync"

	"golint.test/pairs"
)

// Store reads its entries again from time to time.
type Store struct {
	mu  sync.Mutex
	idx map[string]int
}

// Add counts.
func (s *Store) Add(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.idx[key]++
}

// Reload has the old entries for itself.
func (s *Store) Reload(each func(func(string))) {
	s.mu.Lock()
	old := s.idx
	s.idx = make(map[string]int) // mutant:
	s.mu.Unlock()
	each(func(key string) {
		if n, ok := old[key]; ok {
			s.mu.Lock()
			s.idx[key] = n
			s.mu.Unlock()
		}
	})
}

func Run() {
	s := &Store{idx: map[string]int{}}
	pairs.Of(func() {
		s.Add("a")
		s.Reload(func(visit func(string)) {
			visit("a")
			visit("b")
		})
	})
}
