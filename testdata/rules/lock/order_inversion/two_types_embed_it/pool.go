package pool

import "sync"

type scope struct {
	mu   sync.Mutex
	used int
}

func (s *scope) unused() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.used == 0
}

type peer struct{ *scope }

// Conn has a scope of its own, which no peer has.
type Conn struct {
	*scope
	pool *Pool
	peer *peer
}

// Pool has the scopes of peers.
type Pool struct {
	mu    sync.Mutex
	peers map[string]*peer
}

// Attach goes from the connection to the pool.
func (c *Conn) Attach(name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.peer = c.pool.get(name)
}

func (p *Pool) get(name string) *peer {
	p.mu.Lock()
	defer p.mu.Unlock()
	found, ok := p.peers[name]
	if !ok {
		found = &peer{&scope{}}
		p.peers[name] = found
	}
	return found
}

// Sweep goes from the pool to the peers.
func (p *Pool) Sweep() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for name, one := range p.peers {
		// A peer's lock is not a connection's, unless both have one scope.
		if one.unused() { // want lock/order-inversion:low "`scope.mu` is taken while `Pool.mu` is held here"
			delete(p.peers, name)
		}
	}
}

func Run() {
	p := &Pool{peers: map[string]*peer{}}
	var wg sync.WaitGroup
	for _, name := range []string{"a", "b"} {
		wg.Add(2)
		go func() {
			defer wg.Done()
			(&Conn{scope: &scope{}, pool: p}).Attach(name)
		}()
		go func() {
			defer wg.Done()
			p.Sweep()
		}()
	}
	wg.Wait()
}
