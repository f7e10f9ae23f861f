// Package store keeps numbers, for everybody.
package store

import "sync"

type Store struct {
	mu    sync.Mutex
	items map[string]int
}

func New() *Store { return &Store{items: map[string]int{}} }

func (s *Store) Put(key string, value int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.put(key, value)
}

func (s *Store) put(key string, value int) { s.items[key] = value }

func (s *Store) Get(key string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.items[key]
}
