package manager

import (
	"sync"

	"golint.test/pairs"
)

type provider struct {
	mu   sync.RWMutex
	name string
}

// Manager has targets of all its providers.
type Manager struct {
	providers []*provider

	mu      sync.Mutex
	targets map[string]int
}

// Update takes the provider's lock for its name, and the manager's for the targets.
func (m *Manager) Update(p *provider, n int) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	m.mu.Lock()
	defer m.mu.Unlock()
	m.targets[p.name] = n
}

// Drop removes what a provider has brought.
func (m *Manager) Drop(p *provider) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.targets, p.name)
}

// Len counts the targets.
func (m *Manager) Len() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.targets)
}

// Sum adds up, with the lock of one provider at a time, which is not that of the map.
func (m *Manager) Sum() (sum int) {
	for i := range m.providers {
		m.providers[i].mu.Lock()
		if n, ok := m.targets[m.providers[i].name]; ok { // want map/inconsistent-guard:high "under `m\.mu` in 3 of 4 functions, not here"
			sum += n
		}
		m.providers[i].mu.Unlock()
	}
	return sum
}

func Run() {
	a, b := &provider{name: "a"}, &provider{name: "b"}
	m := &Manager{providers: []*provider{a}, targets: map[string]int{}}
	pairs.Of(func() { m.Update(b, 1) }, func() { m.Sum() })
	m.Drop(b)
	_ = m.Len()
}
