package sessions

import (
	"sync"
	"time"
)

type Manager struct {
	mu      sync.RWMutex
	expires map[string]time.Time
}

func NewManager() *Manager {
	return &Manager{expires: make(map[string]time.Time)}
}

func (m *Manager) Touch(id string, ttl time.Duration) {
	m.mu.Lock()
	m.expires[id] = time.Now().Add(ttl)
	m.mu.Unlock()
}

func (m *Manager) Valid(id string) bool {
	m.mu.RLock()
	defer m.mu.RUnlock()
	at, ok := m.expires[id]
	if ok && time.Now().After(at) {
		delete(m.expires, id) // want map/write-under-read-lock "expires"
		return false
	}
	return ok
}
