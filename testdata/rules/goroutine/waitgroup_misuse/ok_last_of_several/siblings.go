// Package siblings counts groups of goroutines, whose last one tells.
package siblings

import (
	"sync"
	"sync/atomic"
)

type siblings struct {
	groups sync.WaitGroup
	active atomic.Int32
}

func (s *siblings) start(works []func()) {
	s.active.Store(int32(len(works)))
	s.groups.Add(1)
	for _, work := range works {
		go s.run(work)
	}
}

func (s *siblings) run(work func()) {
	work()
	if s.active.Add(-1) == 0 {
		s.groups.Done()
	}
}

// Run waits for all of them.
func Run() {
	var s siblings
	var sum atomic.Int64
	add := func() { sum.Add(1) }
	s.start([]func(){add, add, add})
	s.groups.Wait()
	if sum.Load() != 3 {
		panic("it has not waited for all")
	}
}
