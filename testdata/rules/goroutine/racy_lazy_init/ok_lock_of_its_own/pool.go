package pool

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// mutex is one of the program's own making.
type mutex struct{ key uint32 }

func lock(m *mutex) {
	for !atomic.CompareAndSwapUint32(&m.key, 0, 1) {
		runtime.Gosched()
	}
}

func unlock(m *mutex) { atomic.StoreUint32(&m.key, 0) }

// Pool has workers.
type Pool struct {
	lock  mutex
	ready bool
	seen  []int
}

func (p *Pool) prepare() {
	lock(&p.lock) // mutant:
	if !p.ready {
		p.seen = nil
		p.ready = true
	}
	unlock(&p.lock) // mutant:
}

// Work starts the workers.
func (p *Pool) Work(n int) {
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() { p.prepare() })
	}
	wg.Wait()
}

func Run() { (&Pool{}).Work(2) }
