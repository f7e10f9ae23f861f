package server

import (
	"sync"

	"golint.test/pairs"
)

// Server has routes.
type Server struct {
	ready, later sync.Once
	routes       map[string]int
}

// Handle adds a route.
func (s *Server) Handle(path string) {
	s.routes[path]++ // want map/concurrent-access:medium "map `s.routes` is written here while the goroutine started in .*Prepare` writes it"
}

// Prepare starts the server for administrators.
func (s *Server) Prepare() {
	s.ready.Do(func() {
		go s.admin()
	})
}

func (s *Server) admin() {
	s.Prepare()
	s.later.Do(func() { s.Handle("/admin") })
}

// Run adds a route when the server for administrators does.
func Run() {
	for range 4 {
		s := &Server{routes: map[string]int{}}
		s.Prepare()
		pairs.Of(func() {}, func() { s.Handle("/more") })
	}
}
