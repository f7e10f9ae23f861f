// Package shelf has values that are made once.
package shelf

import "sync"

// Shelf has the values of one kind.
type Shelf struct {
	mu     sync.Mutex
	values map[string]int
}

func (s *Shelf) getOrMake(name string, make func() int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if value, ok := s.values[name]; ok {
		return value
	}
	value := make()
	s.values[name] = value
	return value
}

// Shelves has those of all kinds.
type Shelves struct {
	mu      sync.Mutex
	shelves map[string]*Shelf
}

func (s *Shelves) shelf(kind string) *Shelf {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.shelves == nil {
		s.shelves = map[string]*Shelf{}
	}
	found := s.shelves[kind]
	if found == nil {
		found = &Shelf{values: map[string]int{}}
		s.shelves[kind] = found
	}
	return found
}

// GetOrMake makes a value if there is none.
func (s *Shelves) GetOrMake(kind, name string, make func() int) int {
	return s.shelf(kind).getOrMake(name, make)
}
