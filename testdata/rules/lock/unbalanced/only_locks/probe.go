// Package only_locks has functions that do nothing but wait for whoever has a lock: whether somebody holds it for ever.
package only_locks

import "sync"

type Engine struct {
	mu    sync.Mutex
	inner *Tunnel
	n     int
}

type Tunnel struct {
	in, out sync.RWMutex
	up      bool
}

func (t *Tunnel) closed() bool { return t == nil || !t.up }

func (t *Tunnel) probe() {
	if t.closed() {
		return
	}
	t.in.Lock()
	t.in.Unlock() // want lock/unbalanced:low "gives the lock back as soon as it is taken"

	t.out.RLock()
	t.out.RUnlock() // want lock/unbalanced:low "gives the lock back as soon as it is taken"
}

func (e *Engine) Probe() {
	e.mu.Lock()
	e.mu.Unlock() // want lock/unbalanced:low "gives the lock back as soon as it is taken"
	e.inner.probe()
}

func (e *Engine) Add() {
	e.mu.Lock()
	e.mu.Unlock() // want lock/unbalanced:medium "gives the lock back as soon as it is taken"
	e.n++
}
