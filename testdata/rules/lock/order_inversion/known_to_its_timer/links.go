// Package links makes links: each of a loop gets a timer if the one before was asked for, and takes the lock of the
// server when it is asked for itself.
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

func (l *Link) expire() {
	l.mu.Lock()
	l.name = "expired"
	l.mu.Unlock()
}

// Make makes links.
func (s *Server) Make(asked []bool) {
	var l *Link
	for _, one := range asked {
		if l == nil {
			l = &Link{server: s}
		}
		l.mu.Lock()
		if !one {
			l.timer = time.AfterFunc(time.Second, l.expire)
		}
		if one {
			s.mu.Lock() // want lock/order-inversion:high "`Server.mu` is taken while `Link.mu` is held here"
			l.name += s.secret
			s.mu.Unlock()
		}
		l.mu.Unlock()
	}
}
