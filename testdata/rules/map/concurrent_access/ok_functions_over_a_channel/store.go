package store

import "golint.test/pairs"

// Store has one goroutine that does everything, as it is told over a channel.
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

// Set counts a name.
func (s *Store) Set(name string) {
	done := make(chan bool)
	s.ops <- func() { // mutant: func() {
		s.items[name]++
		close(done)
	} // mutant: }()
	<-done
}

// Get asks for it.
func (s *Store) Get(name string) int {
	found := make(chan int, 1)
	s.ops <- func() { found <- s.items[name] } // mutant: found <- s.items[name]
	return <-found
}

func Run() {
	s := New()
	pairs.Of(func() { s.Set("a") }, func() { s.Get("a") })
}
