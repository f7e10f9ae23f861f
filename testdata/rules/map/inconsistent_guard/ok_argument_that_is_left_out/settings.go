package settings

import (
	"sync"

	"golint.test/pairs"
)

type value struct{ uses int }

// Settings are read by several goroutines.
type Settings struct {
	mu     sync.Mutex
	values map[string]int
}

// Get counts a use; otherwise, which need not be given, is what there is for a name without a value.
func (s *Settings) Get(name string, otherwise ...*value) *value {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.values[name]++
	if len(otherwise) > 0 {
		return otherwise[0]
	}
	return nil
}

// All gets some of them.
func (s *Settings) All() int {
	if s.Get("a") != nil {
		return 0
	}
	return s.Get("b", &value{1}).uses
}

// Run gets them twice at once.
func Run() {
	s := &Settings{values: map[string]int{}}
	pairs.Of(func() { s.All() }, func() { s.Get("c") })
}
