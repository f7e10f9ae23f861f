// Package store keeps numbers, for one goroutine.
package store

type Store struct {
	items map[string]int
}

func New() *Store { return &Store{items: map[string]int{}} }

func (s *Store) Put(key string, value int) {
	s.items[key] = value
}

func (s *Store) Get(key string) int { return s.items[key] }
