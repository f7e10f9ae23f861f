package stats

import "sync"

type Snapshot struct {
	Counts map[string]int
}

type Stats struct {
	mu     sync.Mutex
	counts map[string]int
}

func New() *Stats {
	return &Stats{counts: map[string]int{}}
}

func (s *Stats) Count(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts[name]++
}

// Snapshot copies entry by entry.
func (s *Stats) Snapshot() Snapshot {
	snapshot := Snapshot{Counts: map[string]int{}}
	s.mu.Lock()
	defer s.mu.Unlock()
	for name, n := range s.counts {
		snapshot.Counts[name] = n
	}
	return snapshot
}

func (s *Stats) Get(name string) int {
	snapshot := s.Snapshot()
	return snapshot.Counts[name]
}
