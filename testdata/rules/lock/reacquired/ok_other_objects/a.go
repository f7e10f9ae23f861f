// Package ok_other_objects holds the lock of one object and takes that of another.
package ok_other_objects

import "sync"

type Node struct {
	mu     sync.Mutex
	parent *Node
	kids   []*Node
	n      int
}

func (n *Node) Count() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.n
}

func (n *Node) WithParent() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.parent.Count()
}

func (n *Node) Sum() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	sum := 0
	for _, kid := range n.kids {
		sum += kid.Count()
	}
	return sum
}

func (n *Node) Up() {
	for at := n; at != nil; at = at.parent {
		at.mu.Lock()
		defer at.mu.Unlock()
		at.n++
	}
}

func (n *Node) Replaced() int {
	cur := n.parent
	cur.mu.Lock()
	n.parent = cur.parent
	sum := n.parent.Count()
	cur.mu.Unlock()
	return sum
}

func Move(from, to *Node) {
	from.mu.Lock()
	n := from.n
	from.mu.Unlock()
	to.mu.Lock()
	defer to.mu.Unlock()
	to.n += n
}
