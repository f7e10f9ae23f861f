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

// Process gives the lock back as soon as it has the groups of the route.
func (d *Dispatcher) Process(route string, label int) {
	d.mu.Lock()
	groups, ok := d.groups[route]
	if !ok {
		groups = map[int]*group{}
		d.groups[route] = groups
	}
	d.mu.Unlock()

	if _, ok := groups[label]; !ok {
		groups[label] = &group{} // want map/guarded-map-escapes:high "map `d.groups.….` leaves the critical section of `d.mu`: it is written here"
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
