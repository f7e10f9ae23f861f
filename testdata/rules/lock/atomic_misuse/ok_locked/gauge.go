package gauge

import (
	"sync"
	"sync/atomic"

	"golint.test/pairs"
)

// Gauge is written under a lock, and read without it.
type Gauge struct {
	mu sync.Mutex
	n  int64
}

// Raise is the only way to write: plain reads under the lock race with nobody.
func (g *Gauge) Raise() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.n < 10 {
		atomic.AddInt64(&g.n, 1)
	}
}

// Get needs no lock.
func (g *Gauge) Get() int64 { return atomic.LoadInt64(&g.n) }

func Run() {
	g := &Gauge{}
	pairs.Of(func() {
		g.Raise()
		g.Get()
	})
}
