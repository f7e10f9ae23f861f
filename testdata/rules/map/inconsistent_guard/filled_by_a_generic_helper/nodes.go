package nodes

import (
	"sync"

	"golint.test/pairs"
)

// set puts a value into a map, and makes the map when it is needed.
func set[K comparable, V any, T ~map[K]V](m *T, k K, v V) {
	if *m == nil {
		*m = make(map[K]V)
	}
	(*m)[k] = v
}

func count[K comparable, T ~map[K]int](m T, k K) {
	m[k]++
}

type Server struct {
	mu    sync.Mutex
	nodes map[string]string
	sizes map[string]int
}

func (s *Server) Put(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	set(&s.nodes, name, "n")
	count(s.sizes, name)
}

func (s *Server) Node(name string) string {
	return s.nodes[name] // want map/inconsistent-guard "nodes"
}

func (s *Server) Size(name string) int {
	return s.sizes[name] // want map/inconsistent-guard "sizes"
}

func Run() {
	s := &Server{sizes: map[string]int{"a": 1}}
	pairs.Of(func() { s.Put("a") }, func() { s.Node("a") })
	pairs.Of(func() { s.Put("a") }, func() { s.Size("a") })
}
