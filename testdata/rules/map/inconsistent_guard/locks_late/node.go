package node

import (
	"runtime"
	"sync"
	"time"
)

// Node is one of a group.
type Node struct {
	mu    sync.Mutex
	peers map[string]int
}

// Log knows the last node.
type Log struct {
	mu    sync.Mutex
	nodes map[string]*Node
}

func (l *Log) register(n *Node) {
	l.mu.Lock()
	l.nodes["last"] = n
	l.mu.Unlock()
	runtime.Gosched() // others have it now
}

// Last is the node that was registered last.
func (l *Log) Last() *Node {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.nodes["last"]
}

// New restores the peers before it starts to lock: most calls tell nobody of the node.
func New(l *Log) *Node {
	n := &Node{peers: map[string]int{}}
	l.register(n)
	n.peers["self"] = 1 // want map/inconsistent-guard:low "n.peers"
	n.mu.Lock()
	defer n.mu.Unlock()
	n.peers["last"] = 2
	return n
}

// Add adds one.
func (n *Node) Add(name string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.peers[name]++
}

// Has asks.
func (n *Node) Has(name string) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.peers[name] > 0
}

func Run() {
	l := &Log{nodes: map[string]*Node{}}
	go func() {
		for range 1000 {
			if n := l.Last(); n != nil {
				n.Add("a")
				return
			}
			runtime.Gosched()
		}
	}()
	New(l)
	time.Sleep(time.Millisecond)
}
