package samples

import "sync"

type Samples struct {
	mu     sync.Mutex
	counts map[string]int
}

func New() *Samples {
	return &Samples{counts: map[string]int{}}
}

// Offer counts unless somebody else is busy.
func (s *Samples) Offer(name string) bool {
	if s.mu.TryLock() { // mutant: if true {
		s.counts[name]++
		s.mu.Unlock() // mutant:
		return true
	}
	return false
}

func (s *Samples) OfferEarly(name string) bool {
	if !s.mu.TryLock() { // mutant: if false {
		return false
	}
	defer s.mu.Unlock() // mutant:
	s.counts[name]++
	return true
}

func (s *Samples) Count(name string) int {
	s.mu.Lock()         // mutant:
	defer s.mu.Unlock() // mutant:
	return s.counts[name]
}
