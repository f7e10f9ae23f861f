package images

import (
	"sync"
	"time"

	"golint.test/pairs"
)

type Images struct {
	mu     sync.Mutex
	all    []string
	unused map[string]bool
}

func New(all ...string) *Images { return &Images{all: all, unused: map[string]bool{}} }

// Watch cleans up from time to time; a clean-up may take longer than that.
func (i *Images) Watch(tick <-chan time.Time) {
	for range tick {
		go i.clean()
	}
}

func (i *Images) clean() {
	i.drop(i.all[0])
	i.unused = map[string]bool{}
	for _, name := range i.all {
		i.unused[name] = true // want map/inconsistent-guard:high "accessed under `i.mu` in 2 of 3 functions, not here"
	}
}

func (i *Images) drop(name string) {
	i.mu.Lock()
	delete(i.unused, name)
	i.mu.Unlock()
}

func (i *Images) Len() int {
	i.mu.Lock()
	defer i.mu.Unlock()
	return len(i.unused)
}

func Run() {
	i := New("a", "b")
	pairs.Of(i.clean, func() { i.Len() })
}
