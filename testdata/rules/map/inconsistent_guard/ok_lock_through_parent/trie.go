package trie

import "sync"

type node struct {
	children map[string]*node
}

// Trie guards all of its nodes with one lock.
type Trie struct {
	mu   sync.RWMutex
	root *node
}

func New() *Trie {
	return &Trie{root: &node{children: map[string]*node{}}}
}

func (n *node) descend(part string) *node {
	next, ok := n.children[part]
	if !ok {
		next = &node{children: map[string]*node{}}
		n.children[part] = next
	}
	return next
}

func (t *Trie) Insert(parts []string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	n := t.root
	for _, part := range parts {
		n = n.descend(part)
	}
}

func (t *Trie) Has(parts []string) bool {
	t.mu.RLock()
	defer t.mu.RUnlock()
	n := t.root
	for _, part := range parts {
		next, ok := n.children[part]
		if !ok {
			return false
		}
		n = next
	}
	return true
}

func (t *Trie) Prune(part string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.root.children, part)
}
