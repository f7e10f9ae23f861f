// Package links makes links: one that was asked for is not known to others when it takes the lock of the server, one
// that comes in is known to a timer, and does not take it.
package links

import (
	"sync"
	"time"
)

// Server has links.
type Server struct {
	mu     sync.Mutex
	links  map[*Link]bool
	secret string
}

// Link belongs to a server.
type Link struct {
	mu     sync.Mutex
	server *Server
	name   string
	timer  *time.Timer
}

// Reload takes the lock of the server first.
func (s *Server) Reload(secret string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.secret = secret
	for l := range s.links {
		l.mu.Lock()
		l.name = ""
		l.mu.Unlock()
	}
}

// Make makes a link, to a remote one if there is one.
func (s *Server) Make(remote *Link) {
	l := &Link{server: s}
	l.mu.Lock()
	if remote != nil {
		l.name = remote.name
	} else {
		l.timer = time.AfterFunc(time.Second, l.expire)
	}
	if remote != nil {
		s.mu.Lock()
		l.name += s.secret
		s.mu.Unlock()
	}
	l.mu.Unlock()
	s.mu.Lock()
	s.links[l] = true
	s.mu.Unlock()
}

func (l *Link) expire() {
	l.mu.Lock()
	l.name = "expired"
	l.mu.Unlock()
}
