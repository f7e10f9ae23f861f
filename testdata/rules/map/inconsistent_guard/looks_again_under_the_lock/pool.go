package pool

import (
	"sync"

	"golint.test/pairs"
)

// Pool keeps one connection for each address.
type Pool struct {
	mu    sync.Mutex
	conns map[string]*int
}

// Get is the only method: that it looks again under the lock says that others may have written since the first look.
func (p *Pool) Get(address string) *int {
	if c, ok := p.conns[address]; ok { // want map/inconsistent-guard:medium "`p.conns` \(Pool.conns\) is accessed under `p.mu` elsewhere in this function, not here"
		return c
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if c, ok := p.conns[address]; ok {
		return c
	}
	c := new(int)
	p.conns[address] = c
	return c
}

func Run() {
	p := &Pool{conns: map[string]*int{}}
	pairs.Of(func() { p.Get("a") })
}
