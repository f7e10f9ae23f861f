// Package safe starts goroutines that recover.
package safe

import "sync"

// Pool waits for what it has started.
type Pool struct {
	wg sync.WaitGroup
}

func (p *Pool) Submit(task func()) {
	p.wg.Add(1)
	Start(func() {
		defer p.wg.Done()
		task()
	})
}

func (p *Pool) Drain() { p.wg.Wait() }

// Start runs f in a goroutine of its own.
func Start(f func()) {
	start(f, func() { _ = recover() })
}

func start(f, rescue func()) {
	go func() {
		defer rescue()
		f()
	}()
}
