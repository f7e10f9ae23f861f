package protocol

import "sync"

type Peer struct {
	mu    sync.RWMutex
	seen  map[string]int
	ready chan string
}

func New() *Peer {
	return &Peer{seen: map[string]int{}, ready: make(chan string, 1)}
}

// Handle has a lock on every path that touches the map, another one on each.
func (p *Peer) Handle(kind, id string) (n int) {
	switch kind {
	case "get":
		p.mu.RLock()
		n = p.seen[id]
		p.mu.RUnlock()
		return n
	case "put":
		p.mu.Lock()
	default:
		select {
		case id = <-p.ready:
			p.mu.Lock()
		default:
			return -1
		}
	}
	p.seen[id]++
	n = len(p.seen)
	p.mu.Unlock()
	return n
}
