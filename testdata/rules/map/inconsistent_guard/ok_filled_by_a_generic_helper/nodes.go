package nodes

import (
	"sync"

	"golint.test/pairs"
)

func set[K comparable, V any, T ~map[K]V](m *T, k K, v V) {
	if *m == nil {
		*m = make(map[K]V)
	}
	(*m)[k] = v
}

// at of a slice is none of a map.
func at[E any, S ~[]E](s S, i int) E {
	return s[i]
}

type Server struct {
	mu    sync.Mutex
	nodes map[string]string
	names []string
}

func (s *Server) Put(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	set(&s.nodes, name, at(s.names, 0))
}

func (s *Server) Node(name string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.nodes[name] + at(s.names, 0)
}

func Run() {
	s := &Server{names: []string{"a"}}
	pairs.Of(func() { s.Put("a") }, func() { s.Node("a") })
}
