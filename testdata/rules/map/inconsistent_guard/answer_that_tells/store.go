package store

import (
	"errors"
	"sync"

	"golint.test/pairs"
)

var errNoKey = errors.New("no key")

type Store struct {
	mu     sync.Mutex
	closed bool
	items  map[string]int
}

// begin says whether it holds the lock.
func (s *Store) begin() bool {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return false
	}
	return true
}

// enter holds the lock where there is no error.
func (s *Store) enter(key string) error {
	s.mu.Lock()
	if key == "" {
		s.mu.Unlock()
		return errNoKey
	}
	return nil
}

func (s *Store) Set(key string, value int) bool {
	if !s.begin() {
		return false
	}
	defer s.mu.Unlock()
	s.items[key] = value
	return true
}

func (s *Store) Drop(key string) error {
	if err := s.enter(key); err != nil {
		return err
	}
	delete(s.items, key)
	s.mu.Unlock()
	return nil
}

func (s *Store) Get(key string) int {
	if s.begin() {
		s.mu.Unlock()
	}
	return s.items[key] // want map/inconsistent-guard:medium "under `s.mu` in 2 of 4 functions"
}

func (s *Store) Count(key string) int {
	if err := s.enter(key); err != nil {
		return s.items["a"] // want map/inconsistent-guard:medium "under `s.mu` in 2 of 4 functions"
	}
	defer s.mu.Unlock()
	return 1
}

func Run() {
	s := &Store{items: map[string]int{}}
	pairs.Of(
		func() { s.Set("a", 1) },
		func() { s.Drop("b") },
		func() { s.Get("a") },
		func() { s.Count("") },
	)
}
