package metrics

import (
	"sync"

	"golint.test/pairs"
)

// Metrics takes its lock wherever it looks at a counter, and forgets it where counters come in.
type Metrics struct {
	lock     sync.RWMutex
	counters map[string]*int
}

// Register is called by each part of the program when it starts.
func (m *Metrics) Register(name string) {
	m.counters[name] = new(int) // want map/inconsistent-guard:medium "counters"
}

// Increment adds one.
func (m *Metrics) Increment(name string) {
	m.lock.RLock()
	defer m.lock.RUnlock()
	if counter := m.counters[name]; counter != nil {
		*counter = 1
	}
}

// Has looks one up.
func (m *Metrics) Has(name string) bool {
	m.lock.RLock()
	defer m.lock.RUnlock()
	return m.counters[name] != nil
}

func Run() {
	m := &Metrics{counters: map[string]*int{}}
	pairs.Of(func() { m.Register("a") }, func() { m.Has("a") })
}
