package store

import (
	"sync"

	"golint.test/pairs"
)

// Store hands its entries over from time to time.
type Store struct {
	mu     sync.Mutex
	idx    map[string]int
	backup *Store
}

// Add counts.
func (s *Store) Add(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.idx[key]++
}

// Flush empties the backup, not the map that it took.
func (s *Store) Flush(send func(string, int)) {
	s.mu.Lock()
	old := s.idx
	s.backup.empty()
	s.mu.Unlock()
	for key, n := range old { // want map/guarded-map-escapes "leaves the critical section"
		send(key, n)
	}
}

func (s *Store) empty() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.idx = map[string]int{}
}

func Run() {
	s := &Store{idx: map[string]int{}, backup: &Store{}}
	pairs.Of(func() {
		s.Add("a")
		s.Flush(func(string, int) {})
	})
}
