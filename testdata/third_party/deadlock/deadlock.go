// Package deadlock stands in for the library: locks that tell when they are waited for too long.
package deadlock

import "sync"

// Mutex is a sync.Mutex.
type Mutex struct{ mu sync.Mutex }

// Lock waits for the lock.
func (m *Mutex) Lock() { m.mu.Lock() }

// Unlock gives it back.
func (m *Mutex) Unlock() { m.mu.Unlock() }

// RWMutex is a sync.RWMutex.
type RWMutex struct{ mu sync.RWMutex }

// Lock waits for the lock.
func (m *RWMutex) Lock() { m.mu.Lock() }

// Unlock gives it back.
func (m *RWMutex) Unlock() { m.mu.Unlock() }

// RLock waits for it, to read.
func (m *RWMutex) RLock() { m.mu.RLock() }

// RUnlock gives that back.
func (m *RWMutex) RUnlock() { m.mu.RUnlock() }
