package names

import (
	"github.com/sasha-s/go-deadlock"

	"golint.test/pairs"
)

// Names embeds a lock whose type is declared out of sight.
type Names struct {
	deadlock.RWMutex
	ids map[string]int
}

func (n *Names) Put(name string) {
	n.Lock()
	n.ids[name] = 1
	n.Unlock()
}

func (n *Names) ID(name string) int {
	n.RLock()
	defer n.RUnlock()
	return n.ids[name]
}

func (n *Names) Has(name string) bool {
	_, ok := n.ids[name] // want map/inconsistent-guard:medium "under `n.RWMutex` in 2 of 3 functions"
	return ok
}

func Run() {
	n := &Names{ids: map[string]int{}}
	pairs.Of(func() { n.Put("a") }, func() { n.Has("a") })
}
