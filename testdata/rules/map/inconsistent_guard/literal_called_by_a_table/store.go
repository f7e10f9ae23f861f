package store

import "sync"

// Change is what a kind of change is made of.
type Change struct {
	Name  string
	apply func(name string)
}

// Kinds are the ways to change something, called under the lock as far as one can see.
var Kinds = map[string]Kind{"once": {once}, "twice": {twice}}

// Kind makes a change.
type Kind struct {
	Make func(Change)
}

func once(c Change) {
	c.apply(c.Name)
}

func twice(c Change) {
	c.apply(c.Name)
	c.apply(c.Name)
}

// Store counts changes.
type Store struct {
	mu     sync.Mutex
	counts map[string]int
}

// Make makes a change.
func (s *Store) Make(kind, name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	made := Kinds[kind]
	made.Make(Change{Name: name, apply: func(name string) {
		s.counts[name]++ // want map/inconsistent-guard:low "counts"
	}})
}

// Count tells how many there were.
func (s *Store) Count(name string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counts[name]
}

// Forget begins anew.
func (s *Store) Forget(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.counts, name)
}

// New makes an empty one.
func New() *Store {
	return &Store{counts: map[string]int{}}
}
