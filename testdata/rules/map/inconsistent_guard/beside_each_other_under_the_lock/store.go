package store

import (
	"sync"

	"golint.test/pairs"
)

type Store struct {
	mu   sync.Mutex
	data map[string]int
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

// Fill keeps the others out by the lock, but not its goroutines apart.
func (s *Store) Fill(keys []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var wg sync.WaitGroup
	for _, key := range keys {
		wg.Add(1)
		go func() {
			defer wg.Done()
			s.data[key]++ // want map/inconsistent-guard:high "map `s.data`"
		}()
	}
	wg.Wait()
}

// Early gives the lock back while its goroutine runs.
func (s *Store) Early(key string) {
	done := make(chan bool)
	s.mu.Lock()
	go func() {
		s.data[key]++ // want map/inconsistent-guard:high "map `s.data`"
		close(done)
	}()
	s.mu.Unlock()
	s.Set(key)
	<-done
}

func Run() {
	s := &Store{data: map[string]int{}}
	pairs.Of(func() {
		s.Set("a")
		s.Fill([]string{"a", "b"})
		s.Early("a")
		s.Delete("a")
	})
}
