package shard

import "sync"

// Info is what a store knows of a shard.
type Info struct {
	Levels map[string]int
}

// Shard has one that is shared.
type Shard struct {
	mu   sync.RWMutex
	info *Info
	// load gives each caller an object of its own, or should.
	load func(id int) *Info
}

// Load works on what the store answers, before others have it.
func (s *Shard) Load(id int) {
	found := trimmed(s.load(id)) // want map/inconsistent-guard:low "info.Levels"
	s.mu.Lock()
	s.info = found
	s.mu.Unlock()
}

// Trim works on the shared one.
func (s *Shard) Trim() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.info = trimmed(s.info)
}

// Set writes the shared one.
func (s *Shard) Set(name string, level int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.info.Levels[name] = level
}

// Get reads the shared one.
func (s *Shard) Get(name string) int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.info.Levels[name]
}

func trimmed(info *Info) *Info {
	for name, level := range info.Levels {
		if level < 0 {
			delete(info.Levels, name)
		}
	}
	return info
}
