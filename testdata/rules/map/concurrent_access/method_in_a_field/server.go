package server

import "golint.test/pairs"

// server sweeps by a function that its maker has put into a field.
type server struct {
	onTick func()
	ticks  chan bool
	seen   map[string]int
}

// New makes one.
func New() *server {
	s := &server{seen: map[string]int{}, ticks: make(chan bool, 1)}
	s.onTick = s.sweep
	return s
}

func (s *server) sweep() {
	for name := range s.seen {
		delete(s.seen, name)
	}
}

// Start sweeps again and again.
func (s *server) Start() {
	go func() {
		for range s.ticks {
			s.onTick()
		}
	}()
}

// Add sees a name.
func (s *server) Add(name string) {
	s.seen[name]++ // want map/concurrent-access:medium "map `s.seen` is written here while the goroutine started in `..server..Start` deletes from it"
}

func Run() {
	s := New()
	s.Start()
	pairs.Of(func() { s.Add("a") }, func() { s.ticks <- true })
}
