package settings

import "sync"

type Settings struct {
	mu     sync.RWMutex
	values map[string]string
}

func New() *Settings {
	return &Settings{values: map[string]string{}}
}

func (s *Settings) Set(key, value string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.values[key] = value
}

// All looks guarded: the lock is given back before the caller ranges over the map.
func (s *Settings) All() map[string]string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.values // want map/guarded-map-escapes "values"
}
