package entries

import (
	"sync"

	"golint.test/pairs"
)

type entry struct{ hits int }

var entries, counts sync.Map

func init() {
	entries.Store("a", &entry{})
	counts.Store("a", map[string]int{})
}

// Hit may be what the owner of the entry does.
func Hit(name string) {
	found, ok := entries.Load(name)
	if !ok {
		return
	}
	found.(*entry).hits++ // want map/published-value-mutated:low "`hits` is assigned"
}

// Count writes a map that others have.
func Count(name, word string) {
	found, ok := counts.Load(name)
	if !ok {
		return
	}
	found.(map[string]int)[word]++ // want map/published-value-mutated:medium "`counts`"
}

func Run() {
	pairs.Of(func() {
		Hit("a")
		Count("a", "b")
	})
}
