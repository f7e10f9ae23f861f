package server

import "golint.test/pairs"

func Run() {
	s := &Server{peers: map[string]int{}, waiting: map[string]func(){}}
	s.Connect("a", 1)
	s.Connect("a", 2)
	pairs.Of(
		func() { s.Ended("a") },
		func() { s.Connect("b", 1) },
		func() { s.Ended("b") },
	)
}
