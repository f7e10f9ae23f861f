package server

import "sync"

// Server has at most one connection with each peer.
type Server struct {
	mu      sync.Mutex
	peers   map[string]int
	waiting map[string]func()
}

func (s *Server) connected(name string, conn int) {
	s.peers[name] = conn
}

// Connect replaces a connection when the old one has ended.
func (s *Server) Connect(name string, conn int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.peers[name]; ok {
		s.waiting[name] = func() { s.connected(name, conn) } // want map/inconsistent-guard:high "s.peers"
		return
	}
	s.connected(name, conn)
}

// Ended is told when a connection has ended.
func (s *Server) Ended(name string) {
	s.mu.Lock()
	delete(s.peers, name)
	next, ok := s.waiting[name]
	delete(s.waiting, name)
	s.mu.Unlock()
	if ok {
		next() // too late
	}
}
