package published

import (
	"strings"
	"sync/atomic"
)

type config struct {
	name   string
	labels map[string]string
	hosts  []string
	inner  *config
}

type Server struct {
	config atomic.Pointer[config]
	hosts  atomic.Pointer[[]string]
	seen   atomic.Pointer[map[string]int]
	calls  int
}

// Label writes to a map in the struct, and to a field.
func (s *Server) Label(key, value string) int {
	// What is there.
	c := s.config.Load()
	if strings.HasPrefix(key, "x") {
		c.labels[key] = value

		delete(c.labels, "")
	}
	c.name = key
	return len(c.labels)
}

// Host writes to an element.
func (s *Server) Host(n int, name string) {
	for i := range n {
		hosts := *s.hosts.Load()
		last := len(hosts) - 1
		hosts[last-i] = name
		s.calls++
	}
}

// See works on the pointer.
func (s *Server) See(name string) {
	seen := s.seen.Load()
	(*seen)[name]++
}

// Refused: s.calls would be counted twice.
func (s *Server) Count(name string) {
	seen := *s.seen.Load()
	seen[name] = 1
	s.calls++
	delete(seen, "a")
}

// Refused: what others have is inside of what is copied.
func (s *Server) Deep(name string) {
	c := s.config.Load()
	c.inner.labels[name] = name
}

// Refused: a way out.
func (s *Server) Early(name string) {
	c := *s.seen.Load()
	c["a"] = 1
	if name == "" {
		return
	}
	c["b"] = 1
}

// Refused: it would be called again.
func (s *Server) Call(name string, f func() int) {
	c := *s.seen.Load()
	c["a"] = f()
}
