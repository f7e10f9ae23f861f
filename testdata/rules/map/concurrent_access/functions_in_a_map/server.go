package server

import (
	"golint.test/pairs"
)

// Server has a function for each command.
type Server struct {
	values   map[string]int
	commands map[string]func(string)
}

func New() *Server {
	s := &Server{values: map[string]int{}}
	s.commands = map[string]func(string){"put": s.put, "drop": s.drop}
	return s
}

// Serve answers each command on its own goroutine.
func (s *Server) Serve(commands <-chan string) {
	for name := range commands {
		go s.commands[name](name)
	}
}

func (s *Server) put(name string) {
	s.values[name]++
}

func (s *Server) drop(name string) {
	delete(s.values, name) // want map/concurrent-access:high "values"
}

func Run() {
	pairs.Of(func() {
		commands := make(chan string)
		go func() {
			for range 3 {
				commands <- "put"
				commands <- "drop"
			}
			close(commands)
		}()
		New().Serve(commands)
	})
}
