package state

import "sync"

type Store struct {
	mu     sync.Mutex
	values map[string]int
}

func New() *Store {
	return &Store{values: map[string]int{}}
}

// with runs f under the lock.
func (s *Store) with(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f()
}

func (s *Store) Set(key string, v int) {
	s.with(func() { s.values[key] = v })
}

func (s *Store) Get(key string) (v int) {
	s.with(func() { v = s.values[key] })
	return v
}

// Update hands the map itself to f, under the lock.
func (s *Store) Update(f func(map[string]int)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f(s.values)
}

func (s *Store) Clear() {
	s.Update(func(values map[string]int) { clear(values) })
}
