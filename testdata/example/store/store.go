// Package store keeps the stock in memory.
package store

import "sync"

// Store counts articles. It is used by many goroutines at once.
type Store struct {
	mu    sync.RWMutex
	count map[string]int
	seen  map[string]bool
}

// New makes an empty store.
func New() *Store {
	return &Store{count: map[string]int{}, seen: map[string]bool{}}
}

// Add puts some of an article in.
func (s *Store) Add(article string, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count[article] += n
}

// Take removes some of an article.
func (s *Store) Take(article string, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count[article] -= n
}

// Drop forgets an article.
func (s *Store) Drop(article string) {
	delete(s.count, article)
}

// Seen tells whether the article was asked for before, and remembers that it now was.
func (s *Store) Seen(article string) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	before := s.seen[article]
	s.seen[article] = true
	return before
}
