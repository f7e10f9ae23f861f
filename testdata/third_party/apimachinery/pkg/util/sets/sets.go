// Package sets has sets that are maps.
package sets

// Set has members.
type Set[T comparable] map[T]struct{}

// New is a set with these members.
func New[T comparable](members ...T) Set[T] {
	s := Set[T]{}
	s.Insert(members...)
	return s
}

// Insert adds members.
func (s Set[T]) Insert(members ...T) Set[T] {
	for _, one := range members {
		s[one] = struct{}{}
	}
	return s
}

// Has asks for a member.
func (s Set[T]) Has(member T) bool {
	_, ok := s[member]
	return ok
}

// Delete removes members.
func (s Set[T]) Delete(members ...T) Set[T] {
	for _, one := range members {
		delete(s, one)
	}
	return s
}
