package manager

import (
	"sync"

	"golint.test/pairs"
)

// Manager is told of changes, and applies them, one after the other: both goroutines of Apply have ended when it returns.
type Manager struct {
	policies map[string]int
	profiles map[string]int
}

func (m *Manager) OnPolicy(name string) {
	m.policies[name] = 1 // want map/concurrent-access:low "policies"
}

func (m *Manager) OnProfile(name string) {
	m.profiles[name] = 1 // want map/concurrent-access:low "profiles"
}

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
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		_ = m.policies[name]
	}()
	wg.Wait()
}

// ApplyAll waits for what the literal starts.
func (m *Manager) ApplyAll(names []string) {
	var wg sync.WaitGroup
	each(names, func(name string) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			_ = m.profiles[name]
		}()
	})
	wg.Wait()
}

func each(names []string, f func(string)) {
	for _, name := range names {
		f(name)
	}
}

func Run() {
	m := &Manager{map[string]int{}, map[string]int{}}
	pairs.Of(func() { m.OnPolicy("a") }, func() { m.Apply([]string{"a", "b"}) })
	pairs.Of(func() { m.OnProfile("a") }, func() { m.ApplyAll([]string{"a", "b"}) })
}
