package nodes

import (
	"sync"

	"golint.test/pairs"
)

type node struct {
	peers map[int]bool
}

func (n *node) join() { n.peers[1] = true }

// Each starts one goroutine for each node, and waits for all of them.
func Each() {
	first := &node{peers: map[int]bool{}}
	second := &node{peers: map[int]bool{}}
	var group sync.WaitGroup
	for _, n := range []*node{first, second} {
		group.Go(n.join)
	}
	group.Wait() // mutant:
	first.peers[7] = true
}

// One has a list of one node, whose goroutine is the only one.
func One() {
	first := &node{peers: map[int]bool{}}
	other := &node{peers: map[int]bool{}}
	var group sync.WaitGroup
	for _, n := range []*node{first} {
		group.Go(n.join)
	}
	other.peers[7] = true
	group.Wait()
}

// Grow starts each node when it is in the list.
func Grow() []*node {
	var all []*node
	var group sync.WaitGroup
	for range 3 {
		n := &node{peers: map[int]bool{}}
		all = append(all, n)
		group.Go(n.join)
	}
	group.Wait()
	return all
}

func Run() { pairs.Of(Each, One, func() { Grow() }) }
