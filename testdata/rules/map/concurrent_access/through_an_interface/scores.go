package scores

import (
	"time"

	"golint.test/pairs"
)

type store interface {
	put(string)
	get(string) int
}

// memory is the only store there is.
type memory struct{ of map[string]int }

func (m *memory) put(name string) {
	m.of[name]++ // want map/concurrent-access:medium "of"
}

func (m *memory) get(name string) int {
	return m.of[name]
}

// Scores counts for somebody once in a while.
type Scores struct{ kept store }

func New() *Scores {
	s := &Scores{kept: &memory{of: map[string]int{}}}
	go s.count()
	return s
}

func (s *Scores) count() {
	for range 100 {
		s.kept.put("everybody")
		time.Sleep(time.Microsecond)
	}
}

// Of is what somebody has.
func (s *Scores) Of(name string) int { return s.kept.get(name) }

func Run() {
	pairs.Of(func() { New().Of("me") })
}
