// Package direct takes locks again in the same function.
package direct

import "sync"

type Map struct {
	mu sync.RWMutex
	m  map[string]int
}

func (m *Map) Twice() {
	m.mu.Lock()
	m.m = nil
	m.mu.Lock() // want lock/reacquired:high "`m.mu` is locked again while it is held: a self-deadlock"
	m.mu.Unlock()
	m.mu.Unlock()
}

func (m *Map) GetOrMake(k string) int {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if _, ok := m.m[k]; !ok {
		m.mu.Lock() // want lock/reacquired:high "a read lock cannot be upgraded"
		m.m[k] = 1
		m.mu.Unlock()
	}
	return m.m[k]
}

func (m *Map) ReadInWrite(k string) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.mu.RLock() // want lock/reacquired:high "self-deadlock"
	return m.m[k]
}
