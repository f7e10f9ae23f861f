package settings

import (
	"time"

	"golint.test/pairs"
)

// Settings are a tree; this is its root.
type Settings struct{ root any }

func New() *Settings {
	s := &Settings{root: map[string]any{}}
	go s.reload()
	return s
}

func (s *Settings) reload() {
	for range 100 {
		s.Set("loaded", true)
		time.Sleep(time.Microsecond)
	}
}

// Set changes a setting.
func (s *Settings) Set(name string, value any) {
	s.root.(map[string]any)[name] = value // want map/concurrent-access:medium "root"
}

// Get is a setting.
func (s *Settings) Get(name string) any {
	values, ok := s.root.(map[string]any)
	if !ok {
		return nil
	}
	return values[name]
}

func Run() {
	pairs.Of(func() { New().Get("loaded") })
}
