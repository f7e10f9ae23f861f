package stripes

import (
	"sync"

	"golint.test/pairs"
)

const stripes = 4

// Store spreads what it has over several locks.
type Store struct {
	locks [stripes]sync.RWMutex
	items [stripes]map[int]int
}

// Next goes over to the stripe of the value, and looks at the first one once more when both are given back.
func (s *Store) Next(key int) int {
	i := key % stripes
	s.locks[i].RLock()
	j := s.items[i][key] % stripes
	s.locks[j].RLock()
	value := s.items[j][key]
	s.locks[i].RUnlock()
	s.locks[j].RUnlock()
	return value + s.items[i][key] // want map/inconsistent-guard:high "items"
}

// Inner looks at it when the inner one is given back, and then the outer one.
func (s *Store) Inner(key int) int {
	i := key % stripes
	s.locks[i].RLock()
	j := s.items[i][key] % stripes
	if i != j {
		s.locks[j].RLock()
	}
	value := s.items[j][key]
	if i != j {
		s.locks[j].RUnlock()
	}
	value += s.items[i][key]
	s.locks[i].RUnlock()
	return value + s.items[i][key] // want map/inconsistent-guard:high "items"
}

// Set puts one there.
func (s *Store) Set(key, value int) {
	i := key % stripes
	s.locks[i].Lock()
	s.items[i][key] = value
	s.locks[i].Unlock()
}

// Forget takes one away.
func (s *Store) Forget(key int) {
	i := key % stripes
	s.locks[i].Lock()
	delete(s.items[i], key)
	s.locks[i].Unlock()
}

// Get finds one.
func (s *Store) Get(key int) int {
	i := key % stripes
	s.locks[i].RLock()
	defer s.locks[i].RUnlock()
	return s.items[i][key]
}

func Run() {
	s := &Store{}
	for i := range s.items {
		s.items[i] = map[int]int{}
	}
	s.Set(1, 1)
	s.Set(2, 3)
	set := func() { s.Set(1, 2); s.Get(1); s.Forget(5) }
	pairs.Of(set, func() { s.Next(1) })
	pairs.Of(set, func() { s.Inner(1) })
}
