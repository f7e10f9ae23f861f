package each

import "sync"

type Pool struct {
	mu    sync.RWMutex
	conns map[string]int
}

func New() *Pool {
	return &Pool{conns: map[string]int{}}
}

func (p *Pool) Put(addr string, idle int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.conns[addr] = idle
}

func (p *Pool) each(f func(addr string, idle int)) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	for addr, idle := range p.conns {
		f(addr, idle)
	}
}

// Prune deletes while each holds the read lock.
func (p *Pool) Prune() {
	p.each(func(addr string, idle int) {
		if idle == 0 {
			delete(p.conns, addr) // want map/write-under-read-lock "conns"
		}
	})
}
