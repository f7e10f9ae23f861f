// Package kept_lock gives the lock back just before the map is used.
package kept_lock

import "sync"

// Store has a lock for its map.
type Store struct {
	mu    sync.RWMutex
	items map[string]map[string]int
	n     int
}

func (s *Store) Run() {
	for i := 0; i < 3; i++ {
		go s.Put("k")
		go s.Names("k")
		go s.Count()
		go s.Drop("k")
		go s.Call("k")
		go s.Far("k")
	}
}

func (s *Store) Put(k string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.items[k] = map[string]int{}
}

func (s *Store) Get(k string) int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return len(s.items[k])
}

// Names goes on with what it got.
func (s *Store) Names(k string) []string {
	s.mu.RLock()
	if s.items[k] == nil {
		s.mu.RUnlock()
		return nil
	}
	s.mu.RUnlock()
	var names []string
	for name := range s.items {
		names = append(names, name)
	}
	return names
}

// Count has more to do behind.
func (s *Store) Count() int {
	s.mu.RLock()
	n := s.n
	s.mu.RUnlock()

	sizes := make([]int, len(s.items))
	work()
	work()
	return n + len(sizes)
}

// Drop would need the lock for writing.
func (s *Store) Drop(k string) {
	s.mu.RLock()
	n := s.n
	s.mu.RUnlock()
	if n > 0 {
		delete(s.items, k)
	}
	work()
	work()
}

// Call does something without the lock in between.
func (s *Store) Call(k string) {
	s.mu.Lock()
	s.n++
	s.mu.Unlock()
	work()
	delete(s.items, k)
	work()
	work()
}

// Far gives a reason.
func (s *Store) Far(k string) {
	s.mu.Lock()
	s.n++
	s.mu.Unlock() // work may take it
	delete(s.items, k)
	work()
	work()
}

func work() {}

func (s *Store) A(k string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.items, k+"a")
}

func (s *Store) B(k string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.items, k+"b")
}

func (s *Store) C(k string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.items, k+"c")
}

func (s *Store) D(k string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.items, k+"d")
}

func (s *Store) E(k string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.items, k+"e")
}

func (s *Store) F(k string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.items, k+"f")
}

func (s *Store) G(k string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.items, k+"g")
}
