// Package ok_copies uses wrappers as they are meant.
package ok_copies

import (
	"maps"

	"golint.test/internal/safemap"
)

type store struct {
	items safemap.Map[string, int]
	other safemap.Map[string, int]
}

func (s *store) cloned(given map[string]int) {
	s.items.Replace(maps.Clone(given))
	given["a"] = 1
	snapshot := s.items.Snapshot()
	snapshot["b"] = 2
}

func (s *store) before() *safemap.Map[string, int] {
	first := map[string]int{}
	first["a"] = 1
	return safemap.Of(first)
}

func (s *store) eachTime(n int) {
	for range n {
		fresh := map[string]int{}
		fresh["n"] = n
		s.items.Replace(fresh)
	}
}

func (s *store) newOne() {
	raw := map[string]int{"a": 1}
	s.items.Replace(raw)
	raw = make(map[string]int)
	raw["a"] = 1
	s.other.Replace(raw)
}

func (s *store) others(t *store) {
	s.items.With(func(m map[string]int) {
		m["n"] = s.other.Len() + t.items.Len()
		inside := m
		inside["x"]++
		s.other.Replace(maps.Clone(m))
	})
	s.items.Update("a", func(old int, _ bool) int { return old + s.other.Get("a") })
	n := s.items.Len()
	s.items.Update("b", func(int, bool) int { return n })
}
