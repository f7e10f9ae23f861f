package store

import (
	"sync"

	"example.org/keylock"

	"golint.test/pairs"
)

type volume struct{ labels map[string]string }

// Store has volumes by name, each with labels that the lock of the name guards.
type Store struct {
	names   *keylock.Locks
	mu      sync.Mutex
	volumes map[string]*volume
}

func (s *Store) volume(name string) *volume {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.volumes[name] == nil {
		s.volumes[name] = &volume{labels: map[string]string{}}
	}
	return s.volumes[name]
}

// Label labels a volume.
func (s *Store) Label(name, key, value string) {
	s.names.Lock(name)         // mutant:
	defer s.names.Unlock(name) // mutant:
	s.volume(name).labels[key] = value
}

// LabelAll labels volumes, each in a goroutine.
func (s *Store) LabelAll(names []string) {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Go(func() { s.Label(name, "k", "v") })
	}
	wg.Wait()
}

func Run() {
	s := &Store{names: keylock.New(), volumes: map[string]*volume{}}
	pairs.Of(func() { s.LabelAll([]string{"a", "b", "a"}) })
}
