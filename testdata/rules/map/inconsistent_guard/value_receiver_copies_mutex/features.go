package features

import "sync"

// Flags switches features by name.
type Flags struct {
	mu sync.Mutex
	on map[string]bool
}

func NewFlags() *Flags {
	return &Flags{on: map[string]bool{}}
}

func (f *Flags) Set(name string, on bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.on[name] = on
}

func (f *Flags) Enabled(name string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.on[name]
}

// Toggle has its receiver by value: the mutex that it locks is a copy, the map is not.
func (f Flags) Toggle(name string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.on[name] = !f.on[name] // want map/inconsistent-guard "on"
}
