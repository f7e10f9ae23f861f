// Package keylock has one lock for each key.
package keylock

import "sync"

// Locks are locks by name, made when they are first asked for.
type Locks struct{ locks sync.Map }

// New makes locks, none of which is taken.
func New() *Locks { return &Locks{} }

func (l *Locks) of(name string) *sync.Mutex {
	one, _ := l.locks.LoadOrStore(name, &sync.Mutex{})
	return one.(*sync.Mutex)
}

// Lock takes the lock of a name.
func (l *Locks) Lock(name string) { l.of(name).Lock() }

// Unlock gives it back.
func (l *Locks) Unlock(name string) { l.of(name).Unlock() }
