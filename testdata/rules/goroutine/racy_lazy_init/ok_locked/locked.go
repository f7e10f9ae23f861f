package locked

import (
	"net/http"
	"sync"
)

// Server has a lock.
type Server struct {
	mu     sync.Mutex
	client *http.Client
}

func (s *Server) get() *http.Client {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.getLocked()
}

func (s *Server) getLocked() *http.Client {
	if s.client == nil {
		s.client = &http.Client{}
	}
	return s.client
}

// ServeHTTP answers requests.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.get().Timeout > 0 {
		w.WriteHeader(http.StatusTeapot)
	}
}
