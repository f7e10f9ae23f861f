// Package tree takes the lock of a snapshot under that of the tree, and the other way round: others may have the
// snapshot already.
package tree

import "sync"

type snapshot struct {
	mu    sync.Mutex
	of    *Tree
	nodes int
}

// Tree has snapshots.
type Tree struct {
	mu        sync.Mutex
	nodes     int
	snapshots map[*snapshot]bool
}

func (t *Tree) newSnapshot() *snapshot { return &snapshot{of: t, nodes: t.nodes} }

// Snapshot makes one that others have.
func (t *Tree) Snapshot() *snapshot {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.newSnapshot()
	t.snapshots[s] = true
	return s
}

func (s *snapshot) write() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.nodes
}

// Close closes a snapshot.
func (s *snapshot) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.of.closed(s)
}

func (t *Tree) closed(s *snapshot) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.snapshots, s)
}

// Flush writes all snapshots.
func (t *Tree) Flush() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.flush() // want lock/order-inversion:high "`snapshot.mu` is taken while `Tree.mu` is held"
}

func (t *Tree) flush() int {
	sum := 0
	for s := range t.snapshots {
		sum += s.write()
	}
	return sum
}
