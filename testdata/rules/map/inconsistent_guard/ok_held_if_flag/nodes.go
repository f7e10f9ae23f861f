package nodes

import "sync"

type Nodes struct {
	mu    sync.Mutex
	alive map[string]bool
}

func New() *Nodes {
	return &Nodes{alive: map[string]bool{}}
}

func (n *Nodes) Set(name string, alive bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.alive[name] = alive
	if !alive {
		n.count(false)
	}
}

func (n *Nodes) Count() int { return n.count(true) }

func (n *Nodes) Alive(name string) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.alive[name]
}

// count locks unless its caller has done so.
func (n *Nodes) count(lock bool) (alive int) {
	if lock {
		n.mu.Lock()
	}
	for _, up := range n.alive {
		if up {
			alive++
		}
	}
	if lock {
		n.mu.Unlock()
	}
	return alive
}
