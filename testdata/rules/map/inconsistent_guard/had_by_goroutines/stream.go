package stream

import (
	"sync"

	"golint.test/pairs"
)

type stream struct {
	mu    sync.Mutex
	calls map[int]*call
	done  chan bool
}

type call struct {
	of *stream
	id int
}

func newCall(s *stream, id int) *call { return &call{of: s, id: id} }

// serve is a goroutine that has the stream to itself at first; then its calls have it, too.
func (s *stream) serve() {
	s.add(1)
	s.add(2)
	s.close()
	s.done <- true
}

func (s *stream) add(id int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := newCall(s, id)
	s.calls[id] = c
	go c.run()
}

func (s *stream) drop(id int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.calls, id)
}

func (s *stream) close() {
	for range s.calls { // want map/inconsistent-guard:high "map `s.calls` .stream.calls. is accessed under `s.mu` in 2 of 3 functions, not here"
	}
}

func (c *call) run() {
	c.of.drop(c.id)
	c.of.done <- true
}

func Run() {
	pairs.Of(func() {
		s := &stream{calls: map[int]*call{}, done: make(chan bool)}
		go s.serve()
		<-s.done
		<-s.done
		<-s.done
	})
}
