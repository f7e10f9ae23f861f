package nodes

import (
	"sync"

	"golint.test/pairs"
)

// Nodes are watched by a goroutine.
type Nodes struct {
	mu    sync.Mutex
	nodes map[string]int
	again chan []string
	done  chan bool
}

func Watch(again chan []string) *Nodes {
	n := &Nodes{nodes: map[string]int{}, again: again, done: make(chan bool)}
	go n.watch()
	return n
}

func (n *Nodes) watch() {
	for names := range n.again {
		n.nodes = map[string]int{} // want map/inconsistent-guard:high "map `n.nodes` .Nodes.nodes. is accessed under `n.mu` in 3 of 4 functions, not here"
		n.add(names)
	}
	n.done <- true
}

func (n *Nodes) add(names []string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, name := range names {
		n.nodes[name]++
	}
}

func (n *Nodes) Drop(name string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.nodes, name)
}

func (n *Nodes) Len() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return len(n.nodes)
}

// Reset is for whoever has the nodes to himself: callers know that, golint-py does not.
func (n *Nodes) Reset() {
	n.nodes = map[string]int{}
}

func Run() {
	again := make(chan []string, 4)
	n := Watch(again)
	pairs.Of(func() { again <- []string{"a"} }, func() { n.Drop("a") })
	close(again)
	<-n.done
}
