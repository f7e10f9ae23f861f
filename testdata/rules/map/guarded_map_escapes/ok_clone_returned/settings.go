package settings

import (
	"maps"
	"sync"
)

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

func (s *Settings) All() map[string]string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return maps.Clone(s.values)
}
