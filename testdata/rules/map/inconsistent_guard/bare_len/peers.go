package peers

import "sync"

type Peer struct{ ID string }

type Set struct {
	mu    sync.RWMutex
	peers map[string]*Peer
}

func NewSet() *Set {
	return &Set{peers: map[string]*Peer{}}
}

func (s *Set) Add(p *Peer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.peers[p.ID] = p
}

func (s *Set) Remove(p *Peer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.peers, p.ID)
}

func (s *Set) Get(id string) *Peer {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.peers[id]
}

func (s *Set) Size() int {
	return len(s.peers) // want map/inconsistent-guard "peers"
}
