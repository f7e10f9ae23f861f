package targets

import "sync"

type Manager struct {
	mu      sync.Mutex
	targets map[string]bool
}

func NewManager() *Manager {
	return &Manager{targets: map[string]bool{}}
}

// Probe holds the lock while its goroutines run; they do not hold it, and race with each other.
func (m *Manager) Probe(urls []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var wg sync.WaitGroup
	for _, url := range urls {
		wg.Add(1)
		go func() {
			defer wg.Done()
			m.targets[url] = len(url) > 0 // want map/inconsistent-guard|map/concurrent-access "targets"
		}()
	}
	wg.Wait()
}

func (m *Manager) Up(url string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.targets[url]
}

func (m *Manager) Remove(url string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.targets, url)
}
