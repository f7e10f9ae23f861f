package server

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"sync"

	"golint.test/pairs"
)

// Answer is what clients get.
type Answer struct {
	Code     int
	Data     any
	Sessions map[string]int
	secret   map[string]int
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

func (s *Server) Struct(w http.ResponseWriter, _ *http.Request) {
	json.NewEncoder(w).Encode(Answer{Code: 200, Sessions: s.sessions}) // want map/inconsistent-guard:high "encoded here"
}

func (s *Server) Interface(w http.ResponseWriter, _ *http.Request) {
	json.NewEncoder(w).Encode(&Answer{Code: 200, Data: s.sessions}) // want map/inconsistent-guard:high "encoded here"
}

func (s *Server) Map(w http.ResponseWriter, _ *http.Request) {
	json.NewEncoder(w).Encode(map[string]any{"ok": true, "data": s.sessions}) // want map/inconsistent-guard:high "encoded here"
}

func (s *Server) Within(w http.ResponseWriter, _ *http.Request) {
	json.NewEncoder(w).Encode(map[string]any{"data": []any{1, s.sessions}}) // want map/inconsistent-guard:high "encoded here"
}

// Hidden does not tell of the sessions.
func (s *Server) Hidden(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	answer := Answer{Code: 200, secret: s.sessions}
	s.mu.Unlock()
	json.NewEncoder(w).Encode(answer)
}

func Run() {
	s := &Server{sessions: map[string]int{"b": 1}}
	calls := []func(){func() { s.Open("a") }, func() { s.Close("a") }}
	for _, answer := range []http.HandlerFunc{s.Struct, s.Interface, s.Map, s.Within, s.Hidden} {
		calls = append(calls, func() { answer(httptest.NewRecorder(), nil) })
	}
	pairs.Of(calls...)
}
