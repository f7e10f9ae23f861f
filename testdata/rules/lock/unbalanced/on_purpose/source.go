package source

import "sync"

// Source is of no use after its end.
type Source struct {
	mu   sync.Mutex
	more bool
}

// Shutdown leaves it locked, and says so.
func (s *Source) Shutdown() {
	s.mu.Lock() // Purposely no unlock.
	s.more = false
} // want lock/unbalanced:low "still held"

// Forget does not.
func (s *Source) Forget() {
	s.mu.Lock() // so that nobody else is there
	s.more = false
} // want lock/unbalanced:medium "still held"

// More asks.
func (s *Source) More() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.more
}
