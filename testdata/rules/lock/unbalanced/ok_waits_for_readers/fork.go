// Package fork gives its own lock back while it waits for those who have the other one.
package fork

import "sync"

// Forks counts.
type Forks struct {
	own     sync.Mutex
	forking sync.RWMutex
	count   int
}

// Next lets others go first, if there are some.
func (f *Forks) Next(waiting bool) {
	f.own.Lock()
	defer f.own.Unlock()

	if waiting {
		f.own.Unlock()

		f.forking.RLock()
		f.forking.RUnlock()

		f.own.Lock()

		// The others are done.
		f.count++
	}
}
