package sandbox

import (
	"sort"
	"sync"

	"golint.test/pairs"
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

// Less needs the lock of the sandbox.
func (e *Endpoint) Less(other *Endpoint) bool {
	return e.in.priority[e.name] < other.in.priority[other.name] // want map/inconsistent-guard:medium "priority"
}

// Add keeps the order.
func (s *Sandbox) Add(e *Endpoint) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := sort.Search(len(s.endpoints), func(j int) bool { return e.Less(s.endpoints[j]) })
	s.endpoints = append(s.endpoints[:i:i], append([]*Endpoint{e}, s.endpoints[i:]...)...)
}

// First forgets it.
func (s *Sandbox) First(a, b *Endpoint) bool {
	return a.Less(b)
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

func Run() {
	s := &Sandbox{priority: map[string]int{}}
	a, b := &Endpoint{s, "a"}, &Endpoint{s, "b"}
	first := func() {
		if s.First(a, b) && s.First(b, a) {
			panic("both are less")
		}
	}
	s.Add(a)
	s.Forget("b")
	pairs.Of(func() { s.Prefer("a") }, first)
}
