package endpoints

import "sync"

type Endpoints struct {
	mu    sync.RWMutex
	addrs map[string]func()
}

func New() *Endpoints {
	return &Endpoints{addrs: map[string]func(){}}
}

func (e *Endpoints) Add(addr string, deliver func()) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.addrs[addr] = deliver
}

// Deliver gives the lock back while it delivers, and holds it again for every step of the range.
func (e *Endpoints) Deliver() {
	e.mu.RLock()
	for _, deliver := range e.addrs {
		e.mu.RUnlock()
		deliver()
		e.mu.RLock()
	}
	e.mu.RUnlock()
}

func (e *Endpoints) Remove(addr string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.addrs, addr)
}
