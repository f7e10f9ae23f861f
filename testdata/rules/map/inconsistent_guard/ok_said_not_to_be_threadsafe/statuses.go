package statuses

import (
	"sync"

	"golint.test/pairs"
)

// Statuses counts.
type Statuses struct {
	mu   sync.Mutex
	byID map[string]int
}

// Set puts a status. It is safe for concurrent use.
func (s *Statuses) Set(peer string, status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.byID[peer] = status
}

// Delete drops one.
func (s *Statuses) Delete(peer string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.byID, peer)
}

// Raw is not thread-safe: nobody may call Set or Delete beside it.
func (s *Statuses) Raw(peer string) int {
	return s.byID[peer]
}

func Run() {
	s := &Statuses{byID: map[string]int{}}
	s.Raw("a")
	pairs.Of(func() { s.Set("a", 1) }, func() { s.Delete("a") })
}
