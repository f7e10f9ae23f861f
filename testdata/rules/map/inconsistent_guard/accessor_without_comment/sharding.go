package sharding

import (
	"sync"

	"golint.test/pairs"
)

type accessor func() []string

// Sharding distributes what it knows.
type Sharding struct {
	lock  sync.RWMutex
	apps  map[string]string
	count func() int
}

// New makes one.
func New() *Sharding {
	s := &Sharding{apps: map[string]string{}}
	s.count = counter(s.accessor())
	return s
}

func counter(all accessor) func() int {
	return func() int { return len(all()) }
}

// accessor names all.
func (s *Sharding) accessor() accessor {
	return func() []string {
		found := make([]string, 0, len(s.apps)) // want map/inconsistent-guard:medium "s.apps"
		for name := range s.apps {
			found = append(found, name)
		}
		return found
	}
}

// Add adds one.
func (s *Sharding) Add(name string) int {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.apps[name] = name
	return len(s.apps)
}

// Delete deletes one.
func (s *Sharding) Delete(name string) int {
	s.lock.Lock()
	defer s.lock.Unlock()
	delete(s.apps, name)
	return len(s.apps)
}

// Count forgets the lock.
func (s *Sharding) Count() int { return s.count() }

// Has asks.
func (s *Sharding) Has(name string) bool {
	s.lock.RLock()
	defer s.lock.RUnlock()
	_, ok := s.apps[name]
	return ok
}

func Run() {
	s := New()
	pairs.Of(func() {
		s.Add("a")
		s.Has("a")
		s.Delete("a")
	}, func() {
		if s.Count() < 0 {
			panic("negative")
		}
	})
}
