package backend

import "sync"

type state struct {
	sync.RWMutex
	synced map[string]bool
}

type Backend struct {
	state *state
}

// Start fills a state that it has just made: that says nothing about who needs the lock.
func (b *Backend) Start(names ...string) {
	b.state = &state{synced: map[string]bool{}}
	for _, name := range names {
		b.state.synced[name] = false // want map/inconsistent-guard:low "synced"
	}
}

func (b *Backend) Apply(name string) {
	b.state.Lock()
	defer b.state.Unlock()
	b.state.synced[name] = true
}

func (b *Backend) Synced() bool {
	for _, done := range b.state.synced { // want map/inconsistent-guard:high "synced"
		if !done {
			return false
		}
	}
	return true
}
