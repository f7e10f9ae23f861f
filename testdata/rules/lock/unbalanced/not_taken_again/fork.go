// Package fork has sections with nothing in them between other ones, for which nobody waits.
package fork

import "sync"

// Forks counts.
type Forks struct {
	own     sync.Mutex
	forking sync.RWMutex
	count   int
}

// Next does not take its lock again.
func (f *Forks) Next() int {
	f.own.Lock()
	f.count++
	f.own.Unlock()
	f.forking.RLock()
	f.forking.RUnlock() // want lock/unbalanced:medium "gives the lock back as soon as it is taken"
	return f.count
}

// Other takes another one.
func (f *Forks) Other(other *Forks) {
	f.own.Lock()
	f.count++
	f.own.Unlock()
	f.forking.RLock()
	f.forking.RUnlock() // want lock/unbalanced:medium "gives the lock back as soon as it is taken"
	other.own.Lock()
	other.count++
	other.own.Unlock()
}
