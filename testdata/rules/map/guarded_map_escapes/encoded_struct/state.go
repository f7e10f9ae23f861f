package state

import (
	"encoding/json"
	"io"
	"net/http"
	"sync"

	"golint.test/pairs"
)

// State is what the page shows.
type State struct {
	Name  string
	Peers map[string]int
}

// Server has one.
type Server struct {
	mu    sync.Mutex
	state State
}

// Add knows one more peer.
func (s *Server) Add(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state.Peers[name]++
}

func (s *Server) show(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	state := s.state // a copy of the struct has the same map
	s.mu.Unlock()
	json.NewEncoder(w).Encode(state) // want map/guarded-map-escapes:high "encoded here, outside of the lock"
}

// Serve shows it.
func (s *Server) Serve() error {
	http.HandleFunc("/", s.show)
	return http.ListenAndServe("localhost:0", nil)
}

type page struct {
	http.ResponseWriter
	io.Writer
}

func (p page) Write(b []byte) (int, error) { return p.Writer.Write(b) }

func Run() {
	s := &Server{state: State{Peers: map[string]int{"a": 1}}}
	pairs.Of(
		func() { s.Add("a") },
		func() { s.show(page{Writer: io.Discard}, nil) },
	)
}
