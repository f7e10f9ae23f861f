// Package keylock has one lock for each key.
package keylock

import "sync"

// Locks are locks by name.
type Locks struct {
	mu    sync.Mutex
	locks map[string]*sync.Mutex
}

// New makes locks, none of which is taken.
func New() *Locks { return &Locks{locks: map[string]*sync.Mutex{}} }

func (l *Locks) of(name string) *sync.Mutex {
	l.mu.Lock()
	defer l.mu.Unlock()
	one, ok := l.locks[name]
	if !ok {
		one = &sync.Mutex{}
		l.locks[name] = one
	}
	return one
}

// Lock takes the lock of a name.
func (l *Locks) Lock(name string) { l.of(name).Lock() }

// Unlock gives it back.
func (l *Locks) Unlock(name string) { l.of(name).Unlock() }
