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

// Each visits all, with the stripe of each value locked too.
func (s *Store) Each(visit func(int)) {
	for i := range s.items {
		s.locks[i].RLock()
		for _, value := range s.items[i] {
			j := value % stripes
			if i != j {
				s.locks[j].RLock()
			}
			visit(value)
			if i != j {
				s.locks[j].RUnlock()
			}
		}
		s.locks[i].RUnlock()
	}
}

// Set puts one there.
func (s *Store) Set(key, value int) {
	i := key % stripes
	s.locks[i].Lock() // mutant: s.locks[0].Lock()
	s.items[i][key] = value
	s.locks[i].Unlock() // mutant: s.locks[0].Unlock()
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
	pairs.Of(func() { s.Set(1, 2); s.Get(1); s.Forget(5) }, func() { s.Each(func(int) {}) })
}
