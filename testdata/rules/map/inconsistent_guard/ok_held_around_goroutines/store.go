package store

import (
	"sync"

	"golint.test/pairs"
)

type Store struct {
	mu   sync.RWMutex
	data map[string]int
	fill sync.Mutex
}

// all runs the pieces beside each other, and waits for them.
func all(n int, do func(int)) {
	var wg sync.WaitGroup
	for i := range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			do(i)
		}()
	}
	wg.Wait()
}

func (s *Store) Set(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.data[key]++
}

func (s *Store) Delete(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.data, key)
}

// Visit has the read lock from before the goroutines start until they have ended.
func (s *Store) Visit(keys []string, see func(int)) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	all(len(keys), func(i int) {
		see(s.data[keys[i]])
	})
}

// Look does the same with a group of its own.
func (s *Store) Look(keys []string, see func(int)) {
	s.mu.RLock()
	var wg sync.WaitGroup
	for _, key := range keys {
		wg.Add(1)
		go func() {
			defer wg.Done()
			see(s.data[key])
		}()
	}
	wg.Wait()
	s.mu.RUnlock()
}

// Fill keeps the others out by the lock around, and its goroutines apart by one of their own.
func (s *Store) Fill(keys []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	all(len(keys), func(i int) {
		s.fill.Lock()
		defer s.fill.Unlock()
		s.data[keys[i]]++
	})
}

func Run() {
	s := &Store{data: map[string]int{}}
	keys := []string{"a", "b"}
	pairs.Of(func() {
		s.Set("a")
		s.Visit(keys, func(int) {})
		s.Look(keys, func(int) {})
		s.Fill(keys)
		s.Delete("a")
	})
}
