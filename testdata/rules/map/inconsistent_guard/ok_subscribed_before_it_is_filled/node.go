package node

import (
	"sync"

	"golint.test/pairs"
)

// bus calls those who subscribe.
type bus struct {
	mu   sync.Mutex
	subs []func(int)
}

func (b *bus) subscribe(f func(int)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.subs = append(b.subs, f)
}

// Node has peers.
type Node struct {
	mu    sync.Mutex
	peers map[int]int
	votes chan int
}

func (n *Node) onVote(peer int) {
	select {
	case n.votes <- peer:
	default:
	}
}

func (n *Node) listen(b *bus) { b.subscribe(n.onVote) }

func (n *Node) fill(peers []int) {
	for _, peer := range peers {
		n.peers[peer] = 0
	}
}

// New fills the node after it has subscribed; what it subscribed does not touch the map.
func New(b *bus, peers []int) *Node {
	n := &Node{peers: map[int]int{}, votes: make(chan int, 1)}
	n.listen(b)
	n.fill(peers)
	return n
}

// Peer counts.
func (n *Node) Peer(peer int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.peers[peer]++
}

// Size counts them.
func (n *Node) Size() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return len(n.peers)
}

func Run() {
	b := &bus{}
	n := New(b, []int{1, 2})
	pairs.Of(func() {
		New(b, []int{1})
		n.Peer(1)
		n.Size()
	})
}
