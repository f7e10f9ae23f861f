package server

import "golint.test/pairs"

type state struct{ conns map[int]bool }

// Server has its state in a channel: who takes it out has it alone until it is back.
type Server struct{ s chan *state }

// New starts nothing.
func New() *Server {
	v := &Server{s: make(chan *state, 1)}
	v.s <- &state{conns: map[int]bool{}}
	return v
}

// Serve starts one goroutine for each connection.
func (v *Server) Serve(conns []int, done chan<- int) {
	for _, c := range conns {
		go func() {
			s := <-v.s
			s.conns[c] = true
			v.s <- s // mutant: v.s <- s; s.conns[c] = true
			v.finish(c)
			done <- c
		}()
	}
}

func (v *Server) finish(c int) {
	defer func() {
		s := <-v.s
		delete(s.conns, c)
		v.s <- s // mutant: v.s <- s; delete(s.conns, c)
	}()
}

func Run() {
	v := New()
	pairs.Of(func() {
		done := make(chan int)
		v.Serve([]int{1, 2}, done)
		<-done
		<-done
	})
}
