package keylock

import "sync"

// Mutex is a lock that may tell how long it was held.
type Mutex interface {
	Lock()
	Unlock()
}

// NewMutex makes one that does not.
func NewMutex() Mutex { return &sync.Mutex{} }
