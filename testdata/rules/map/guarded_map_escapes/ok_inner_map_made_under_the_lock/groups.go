package groups

import (
	"sync"

	"golint.test/pairs"
)

type group struct{ members int }

// Dispatcher has its groups by route and label.
type Dispatcher struct {
	mu     sync.Mutex
	groups map[string]map[int]*group
}

// Process keeps the lock until the group is there.
func (d *Dispatcher) Process(route string, label int) {
	d.mu.Lock() // mutant:
	defer d.mu.Unlock() // mutant:
	groups, ok := d.groups[route]
	if !ok {
		groups = map[int]*group{}
		d.groups[route] = groups
	}
	if _, ok := groups[label]; !ok {
		groups[label] = &group{}
	}
}

// Drop drops what is empty.
func (d *Dispatcher) Drop(route string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for label, one := range d.groups[route] {
		if one.members == 0 {
			delete(d.groups[route], label)
		}
	}
}

func Run() {
	d := &Dispatcher{groups: map[string]map[int]*group{}}
	pairs.Of(func() { d.Process("a", 1) }, func() { d.Process("a", 2) }, func() { d.Drop("a") })
}
