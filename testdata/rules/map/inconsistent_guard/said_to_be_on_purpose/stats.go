package stats

import (
	"sync"

	"golint.test/pairs"
)

// Stats counts under a lock.
type Stats struct {
	mu    sync.Mutex
	count map[string]int
}

// Add counts.
func (s *Stats) Add(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count[name]++
}

// Get asks for one.
func (s *Stats) Get(name string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.count[name]
}

// Size is about right.
func (s *Stats) Size() int {
	// We don't need to take the lock here: a size that is out of date does no harm.
	return len(s.count) // want map/inconsistent-guard:low "s.count"
}

// Empty forgets the lock.
func (s *Stats) Empty() bool {
	// Whoever asks holds no lock.
	return len(s.count) == 0 // want map/inconsistent-guard:medium "s.count"
}

func Run() {
	s := &Stats{count: map[string]int{}}
	size := func() {
		if s.Size() > 1 {
			panic("too many")
		}
	}
	empty := func() {
		if s.Empty() {
			panic("empty")
		}
	}
	s.Add("a")
	s.Get("a")
	pairs.Of(func() { s.Add("a") }, size, empty)
}
