package store

import (
	"errors"
	"sync"

	"golint.test/pairs"
)

var errClosed = errors.New("closed")

type Store struct {
	mu     sync.Mutex
	closed bool
	items  map[string]int
}

// try says whether it has the lock.
func (s *Store) try() bool { return s.mu.TryLock() }

// busy says whether somebody else has the lock; else it has it.
func (s *Store) busy() bool {
	if s.mu.TryLock() {
		return false
	}
	return true
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
func (s *Store) enter(key string) (int, error) {
	if !s.begin() {
		return 0, errClosed
	}
	return s.items[key], nil
}

func (s *Store) Try(key string) {
	if s.try() {
		defer s.mu.Unlock()
		s.items[key]++
	}
}

func (s *Store) TryAgain(key string) {
	if s.busy() {
		return
	}
	s.items[key]++
	s.mu.Unlock()
}

func (s *Store) Set(key string, value int) bool {
	ok := s.begin()
	if ok {
		s.items[key] = value
		s.mu.Unlock()
	}
	return ok
}

func (s *Store) Double(key string) error {
	n, err := s.enter(key)
	if err != nil {
		return err
	}
	defer s.mu.Unlock()
	s.items[key] = 2 * n
	return nil
}

func (s *Store) Close() {
	if _, err := s.enter(""); err == nil {
		s.closed = true
		clear(s.items)
		s.mu.Unlock()
	}
}

func Run() {
	s := &Store{items: map[string]int{}}
	pairs.Of(
		func() { s.Try("a") },
		func() { s.TryAgain("a") },
		func() { s.Set("a", 1) },
		func() { s.Double("a") },
	)
	s.Close()
}
