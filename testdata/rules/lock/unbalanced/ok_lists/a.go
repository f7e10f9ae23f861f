// Package ok_lists walks hand over hand, and holds many locks at a time.
package ok_lists

import "sync"

type Node struct {
	mu   sync.Mutex
	next *Node
	key  int
}

type List struct{ head *Node }

func (l *List) Find(key int) bool {
	at := l.head
	at.mu.Lock()
	for at.next != nil {
		next := at.next
		next.mu.Lock()
		at.mu.Unlock()
		at = next
		if at.key == key {
			at.mu.Unlock()
			return true
		}
	}
	at.mu.Unlock()
	return false
}

type Shards [8]Node

func (s *Shards) All(do func()) {
	for i := range s {
		s[i].mu.Lock()
	}
	do()
	for i := range s {
		s[i].mu.Unlock()
	}
}

func (s *Shards) Deferred(do func()) {
	for i := range s {
		s[i].mu.Lock()
		defer s[i].mu.Unlock()
	}
	do()
}

func (s *Shards) One(key int) int {
	n := &s[key%8]
	n.mu.Lock()
	k := n.key
	n.mu.Unlock()
	return k
}
