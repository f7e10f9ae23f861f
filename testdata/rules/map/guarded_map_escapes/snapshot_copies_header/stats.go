package stats

import "sync"

// Snapshot is what Stats looked like at one moment.
type Snapshot struct {
	Total  int
	Counts map[string]int
}

type Stats struct {
	mu     sync.Mutex
	total  int
	counts map[string]int
}

func New() *Stats {
	return &Stats{counts: map[string]int{}}
}

func (s *Stats) Count(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.total++
	s.counts[name]++
}

// Snapshot copies the number, but of the map only the header.
func (s *Stats) Snapshot() Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	return Snapshot{
		Total:  s.total,
		Counts: s.counts, // want map/guarded-map-escapes "counts"
	}
}
