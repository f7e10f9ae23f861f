// Package state has what several packages share.
package state

import "sync"

// State is shared: whoever looks at it acquires it before.
type State struct {
	mu    sync.Mutex
	Users map[string]int
}

// Acquire makes the state that of the caller.
func (s *State) Acquire() { s.mu.Lock() }

// Release gives it back.
func (s *State) Release() { s.mu.Unlock() }

// Hold does the first, and returns what does the second.
func (s *State) Hold() func() {
	s.mu.Lock()
	return s.mu.Unlock
}
