package sandbox

import (
	"sort"
	"sync"
)

// Sandbox orders its endpoints.
type Sandbox struct {
	mu        sync.Mutex
	endpoints []*Endpoint
	priority  map[string]int
}

// Endpoint is part of a sandbox.
type Endpoint struct {
	in   *Sandbox
	name string
}

// Less is only called under the lock of the sandbox, as far as one can see.
func (e *Endpoint) Less(other *Endpoint) bool {
	return e.in.priority[e.name] < other.in.priority[other.name] // want map/inconsistent-guard:low "priority"
}

// Add keeps the order.
func (s *Sandbox) Add(e *Endpoint) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := sort.Search(len(s.endpoints), func(j int) bool { return e.Less(s.endpoints[j]) })
	s.endpoints = append(s.endpoints[:i:i], append([]*Endpoint{e}, s.endpoints[i:]...)...)
}

// Prefer counts.
func (s *Sandbox) Prefer(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.priority[name]++
}

// Forget deletes.
func (s *Sandbox) Forget(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.priority, name)
}

// New makes one with two endpoints.
func New() (*Sandbox, *Endpoint, *Endpoint) {
	s := &Sandbox{priority: map[string]int{}}
	return s, &Endpoint{s, "a"}, &Endpoint{s, "b"}
}
