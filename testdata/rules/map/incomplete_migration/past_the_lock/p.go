// Package past_the_lock uses maps past their wrappers.
package past_the_lock

import "golint.test/internal/safemap"

type store struct {
	items safemap.Map[string, int]
	other safemap.Map[string, int]
	parts safemap.Sharded[string, int]
	raw   map[string]int
}

func kept() *safemap.Map[string, int] {
	first := map[string]int{"a": 1}
	m := safemap.Of(first)
	first["b"] = 2 // want map/incomplete-migration:high "belongs to the wrapper since it was given to Of"
	return m
}

func (s *store) replaced(given map[string]int, again bool) {
	s.items.Replace(given)
	if again {
		delete(given, "a") // want map/incomplete-migration:high "given to Replace"
	}
}

func (s *store) field() {
	s.items.Replace(s.raw)
	clear(s.raw) // want map/incomplete-migration:high "given to Replace" map/concurrent-access:low "cleared here"
}

func (s *store) leaves(out chan map[string]int) {
	var kept map[string]int
	s.items.With(func(m map[string]int) {
		s.raw = m // want map/incomplete-migration:high "leaves its function here"
	})
	s.items.With(func(m map[string]int) {
		out <- m       // want map/incomplete-migration:high "leaves its function here"
		go fill(m)     // want map/incomplete-migration:high "leaves its function here"
		kept = m       // want map/incomplete-migration:high "leaves its function here"
		s.raw["a"] = 1 // not the map
	})
	fill(kept)
}

func fill(m map[string]int) { m["filled"] = 1 }

func (s *store) waits() {
	s.items.With(func(m map[string]int) {
		m["n"] = s.items.Len() // want map/incomplete-migration:high "Len waits for the lock"
	})
	s.items.Update("a", func(old int, _ bool) int {
		return old + s.items.Get("b") // want map/incomplete-migration:high "Get waits for the lock"
	})
	s.parts.Update("a", func(old int, _ bool) int {
		return old + s.parts.Get("b") // want map/incomplete-migration:medium "Get waits for the lock"
	})
}
