// Package workers runs what it is given in one of several goroutines.
package workers

import (
	"context"
	"sync"
)

// Pool has goroutines that wait for work.
type Pool struct {
	jobs    chan func()
	stopped chan struct{}
	group   sync.WaitGroup
}

// New starts them.
func New(several int) *Pool {
	p := &Pool{jobs: make(chan func()), stopped: make(chan struct{})}
	for range several {
		go p.work()
	}
	return p
}

func (p *Pool) work() {
	for {
		select {
		case job := <-p.jobs:
			job()
			p.group.Done()
		case <-p.stopped:
			return
		}
	}
}

// Submit gives one to them.
func (p *Pool) Submit(ctx context.Context, job func()) {
	p.group.Add(1)
	select {
	case p.jobs <- job:
	case <-ctx.Done():
		p.group.Done()
	}
}

// Wait waits for all that was given.
func (p *Pool) Wait() { p.group.Wait() }

// Stop ends them.
func (p *Pool) Stop() { close(p.stopped) }
