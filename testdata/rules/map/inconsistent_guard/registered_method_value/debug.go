package debug

import (
	"encoding/json"
	"net/http"
	"sync"
)

// Server shows which jobs are running.
type Server struct {
	mu      sync.Mutex
	running map[string]int
}

func NewServer(mux *http.ServeMux) *Server {
	s := &Server{running: map[string]int{}}
	mux.HandleFunc("/debug/running", s.show)
	return s
}

func (s *Server) Start(job string) {
	s.mu.Lock()
	s.running[job]++
	s.mu.Unlock()
}

func (s *Server) Stop(job string) {
	s.mu.Lock()
	s.running[job]--
	s.mu.Unlock()
}

func (s *Server) show(w http.ResponseWriter, _ *http.Request) {
	_ = json.NewEncoder(w).Encode(s.running) // want map/inconsistent-guard "running"
}
