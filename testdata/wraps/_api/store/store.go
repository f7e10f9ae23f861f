// Package store has maps that others use.
package store

// Counts is shared.
var Counts = map[string]int{"a": 1}

// Store holds names.
type Store struct {
	Names map[string]int
}

// New returns a store.
func New() *Store {
	return &Store{Names: make(map[string]int)}
}

// loop writes until it is stopped.
func (s *Store) loop(stop chan struct{}) {
	for i := 0; ; i++ {
		select {
		case <-stop:
			return
		default:
		}
		s.Names["loop"] = i
		Counts["loop"] = i
	}
}

// Start runs the loop.
func (s *Store) Start(stop chan struct{}) { go s.loop(stop) }

// Sum adds up.
func (s *Store) Sum() (n int) {
	for _, v := range s.Names {
		n += v
	}
	return n + Counts["a"]
}
