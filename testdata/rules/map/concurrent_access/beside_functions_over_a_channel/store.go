package store

import "golint.test/pairs"

// Store has one goroutine that does nearly everything.
type Store struct {
	ops   chan func()
	items map[string]int
}

// New starts it.
func New() *Store {
	s := &Store{ops: make(chan func()), items: map[string]int{}}
	go s.loop()
	return s
}

func (s *Store) loop() {
	for op := range s.ops {
		op()
	}
}

// Forget forgets all names.
func (s *Store) Forget() {
	done := make(chan bool)
	s.ops <- func() {
		clear(s.items) // want map/concurrent-access:medium "map `s.items` is cleared here while a caller of `..Store..Len` takes the length of it"
		close(done)
	}
	<-done
}

// Len does it itself.
func (s *Store) Len() int { return len(s.items) }

func Run() {
	s := New()
	pairs.Of(s.Forget, func() { s.Len() })
}
