package server

import (
	"sync"

	"golint.test/pairs"
)

// Server has routes, which are complete before it runs.
type Server struct {
	ready  sync.Once
	ended  sync.WaitGroup
	routes map[string]int
}

// Handle adds a route; two callers may do so at once, whom nobody sees.
func (s *Server) Handle(path string) {
	s.routes[path]++ // want map/concurrent-access:low "map `s.routes` is written here while another of these goroutines writes it"
}

// Prepare adds the last routes, and starts the server for administrators, which finds everything prepared.
func (s *Server) Prepare() {
	s.ready.Do(func() {
		s.ended.Add(1)
		go s.admin()
		s.Handle("/")
	})
}

func (s *Server) admin() {
	defer s.ended.Done()
	s.Prepare()
}

// Run prepares a server, and adds routes.
func Run() {
	s := &Server{routes: map[string]int{}}
	s.Prepare()
	s.ended.Wait()
	pairs.Of(func() { s.Handle("/more") })
}
