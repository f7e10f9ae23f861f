package operators

import (
	"sync"
	"time"

	"golint.test/pairs"
)

// Operator has one instance for each run.
type Operator struct {
	mu   sync.Mutex
	runs map[string]int
}

// Instance is started once.
type Instance struct {
	operator *Operator
	links    map[string]bool
}

// Start says in a map of the operator which run it is: it is called for many of them, and for one of each instance.
func (i *Instance) Start(run string) {
	i.operator.mu.Lock()
	i.operator.runs[run]++
	i.operator.mu.Unlock()
	for _, name := range []string{"a", "b"} {
		i.links[name] = true // want map/concurrent-access:low "links"
	}
	go func() {
		for range i.links {
			time.Sleep(time.Microsecond)
		}
	}()
}

func Run() {
	o := &Operator{runs: map[string]int{}}
	one := &Instance{o, map[string]bool{}}
	pairs.Of(func() { one.Start("first") }, func() { one.Start("second") })
}
