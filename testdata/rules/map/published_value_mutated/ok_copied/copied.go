package copied

import (
	"maps"
	"sync/atomic"

	"golint.test/pairs"
)

var table atomic.Pointer[map[string]int]

type limits struct{ max int }

var current atomic.Value

func init() {
	table.Store(&map[string]int{})
	current.Store(limits{1})
}

// Add works on a copy.
func Add(name string) {
	for {
		old := table.Load()
		next := maps.Clone(*old) // mutant: next := *old
		next[name]++
		if table.CompareAndSwap(old, &next) { // mutant: if maps.Equal(next, *old) {
			return
		}
	}
}

// Raise works on a copy of the struct.
func Raise() int {
	next := current.Load().(limits)
	next.max++
	current.Store(next)
	return next.max
}

func Run() {
	pairs.Of(func() {
		Add("a")
		Raise()
	})
}
