package counter

import (
	"sync/atomic"

	"golint.test/pairs"
)

// Counter counts.
type Counter struct{ n int64 }

// New has it for itself.
func New(start int64) *Counter {
	c := &Counter{}
	c.n = start
	return c
}

// Add and Get agree.
func (c *Counter) Add() { atomic.AddInt64(&c.n, 1) } // mutant: func (c *Counter) Add() { c.n++ }

// Get reads.
func (c *Counter) Get() int64 { return atomic.LoadInt64(&c.n) }

func Run() {
	c := New(1)
	pairs.Of(func() {
		c.Add()
		c.Get()
	})
}
