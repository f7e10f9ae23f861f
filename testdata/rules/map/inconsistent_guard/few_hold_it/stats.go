package stats

import "sync"

// Stats has a lock that one method in three takes.
type Stats struct {
	mu     sync.Mutex
	values map[string]float64
}

func New() *Stats {
	return &Stats{values: map[string]float64{}}
}

func (s *Stats) Set(name string, v float64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.values[name] = v
}

func (s *Stats) Get(name string) float64 {
	return s.values[name] // want map/inconsistent-guard|map/concurrent-access:low "values"
}

func (s *Stats) Has(name string) bool {
	_, ok := s.values[name] // want map/inconsistent-guard|map/concurrent-access:low "values"
	return ok
}
