package set

import "sync"

type Set struct {
	mu      sync.RWMutex
	members map[string]struct{}
}

func New(members ...string) *Set {
	s := &Set{members: make(map[string]struct{}, len(members))}
	for _, member := range members {
		s.members[member] = struct{}{}
	}
	return s
}

func (s *Set) Add(member string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.members[member] = struct{}{}
}

func (s *Set) Has(member string) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	_, ok := s.members[member]
	return ok
}

// Union locks the receiver; the other set can change meanwhile.
func (s *Set) Union(other *Set) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for member := range other.members { // want map/inconsistent-guard "members"
		s.members[member] = struct{}{}
	}
}
