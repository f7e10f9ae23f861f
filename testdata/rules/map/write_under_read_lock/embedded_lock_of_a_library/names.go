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

// Move has the lock for reading only.
func (n *Names) Move(from, to string) {
	n.RLock()
	defer n.RUnlock()
	n.ids[to] = n.ids[from] // want map/write-under-read-lock:high "RWMutex"
}

func Run() {
	n := &Names{ids: map[string]int{}}
	pairs.Of(func() { n.Move("a", "b") }, func() { n.ID("a") })
}
