package pool

import "sync"

// Pool has workers.
type Pool struct {
	ready bool
	seen  []int
}

func (p *Pool) prepare() {
	if !p.ready {
		p.seen = nil
		p.ready = true // want goroutine/racy-lazy-init "`p.ready` is set on first use"
	}
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
