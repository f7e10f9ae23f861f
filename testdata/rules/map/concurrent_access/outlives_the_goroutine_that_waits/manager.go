package manager

import (
	"sync"

	"golint.test/pairs"
)

type Manager struct {
	policies map[string]int
}

func (m *Manager) OnPolicy(name string) {
	m.policies[name] = 1 // want map/concurrent-access:medium "policies"
}

// Apply waits for its goroutines, but these do not wait for theirs.
func (m *Manager) Apply(names []string) {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			m.apply(name)
		}()
	}
	wg.Wait()
}

func (m *Manager) apply(name string) {
	go func() {
		_ = m.policies[name]
	}()
}

func Run() {
	m := &Manager{map[string]int{}}
	pairs.Of(func() { m.OnPolicy("a") }, func() { m.Apply([]string{"a", "b"}) })
}
