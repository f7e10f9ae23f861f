package pool

import (
	"sync"

	"golint.test/pairs"
)

// Pool keeps one connection for each address.
type Pool struct {
	mu    sync.RWMutex
	conns map[string]*int
}

// Get looks under the read lock first.
func (p *Pool) Get(address string) *int {
	p.mu.RLock()
	c, ok := p.conns[address]
	p.mu.RUnlock()
	if ok {
		return c
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if c, ok := p.conns[address]; ok {
		return c
	}
	c = new(int)
	p.conns[address] = c
	return c
}

// Two fills a map of its own before others have it, and looks at it without the lock.
func Two() *Pool {
	p := &Pool{conns: map[string]*int{}}
	if _, ok := p.conns["a"]; ok {
		return p
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, ok := p.conns["a"]; !ok {
		p.conns["a"] = new(int)
	}
	return p
}

func Run() {
	p := Two()
	pairs.Of(func() { p.Get("b") })
}
