package counter

import (
	"sync/atomic"

	"golint.test/pairs"
)

// Counter has a limit.
type Counter struct{ n int64 }

// Add does not exceed it. What it reads without sync/atomic is compared again before it counts.
func (c *Counter) Add(limit int64) bool {
	old := c.n // want lock/atomic-misuse:low "`c.n` is read plainly"
	return old < limit && atomic.CompareAndSwapInt64(&c.n, old, old+1)
}

// Get reads.
func (c *Counter) Get() int64 { return atomic.LoadInt64(&c.n) }

func Run() {
	c := &Counter{}
	pairs.Of(func() {
		c.Add(1000)
		c.Get()
	})
}
