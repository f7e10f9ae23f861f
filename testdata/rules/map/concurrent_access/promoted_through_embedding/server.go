package server

import "time"

type registry struct {
	names map[string]time.Time
}

func (r *registry) sweep(now time.Time) {
	for name, at := range r.names {
		if now.After(at) {
			delete(r.names, name) // want map/concurrent-access:medium "names"
		}
	}
}

// Server embeds the registry and sweeps it in the background.
type Server struct {
	registry
	done chan struct{}
}

func Start() *Server {
	s := &Server{registry: registry{names: map[string]time.Time{"x": {}}}, done: make(chan struct{})}
	go func() {
		for {
			select {
			case <-s.done:
				return
			case now := <-time.After(time.Millisecond):
				s.sweep(now)
			}
		}
	}()
	return s
}

func (s *Server) Known(name string) bool {
	_, ok := s.names[name]
	return ok
}

func (s *Server) Stop() { close(s.done) }
