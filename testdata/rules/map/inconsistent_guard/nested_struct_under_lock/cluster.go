package cluster

import "sync"

type state struct {
	nodes map[string]bool
	epoch int
}

// Cluster guards all of its state with one lock.
type Cluster struct {
	mu    sync.Mutex
	state state
}

func New() *Cluster {
	return &Cluster{state: state{nodes: map[string]bool{}}}
}

func (c *Cluster) Join(node string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.state.nodes[node] = true
	c.state.epoch++
}

func (c *Cluster) Leave(node string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.state.nodes, node)
	c.state.epoch++
}

func (c *Cluster) Suspect(node string) {
	c.state.nodes[node] = false // want map/inconsistent-guard:high "nodes"
}
