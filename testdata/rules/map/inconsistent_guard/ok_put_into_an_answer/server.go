package server

import (
	"encoding/json"
	"io"
	"maps"
	"sync"

	"golint.test/pairs"
)

// Answer is what clients get.
type Answer struct {
	Code     int
	Sessions map[string]int
}

// Server counts sessions.
type Server struct {
	mu       sync.Mutex
	sessions map[string]int
}

func (s *Server) Open(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sessions[name]++
}

func (s *Server) Close(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.sessions, name)
}

func (s *Server) Encoded(w io.Writer) {
	s.mu.Lock() // mutant:
	json.NewEncoder(w).Encode(Answer{200, s.sessions})
	s.mu.Unlock() // mutant:
}

func (s *Server) Copied(w io.Writer) {
	s.mu.Lock()
	answer := map[string]any{"code": 200, "sessions": maps.Clone(s.sessions)} // mutant: answer := map[string]any{"code": maps.Clone(s.sessions), "sessions": s.sessions}
	s.mu.Unlock()
	json.NewEncoder(w).Encode(answer)
}

func Run() {
	s := &Server{sessions: map[string]int{}}
	pairs.Of(
		func() { s.Open("a") },
		func() { s.Close("a") },
		func() { s.Encoded(io.Discard) },
		func() { s.Copied(io.Discard) },
	)
}
