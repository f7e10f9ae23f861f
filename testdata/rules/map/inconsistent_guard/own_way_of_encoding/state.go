package state

import (
	"encoding/json"
	"sync"

	"golint.test/pairs"
)

// State is encoded under the lock by who keeps it.
type State struct {
	mu     sync.Mutex
	values map[string]string
}

// Set changes a value.
func (s *State) Set(name, value string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.values[name] = value
}

// Drop forgets a value.
func (s *State) Drop(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.values, name)
}

// Save is the text to keep.
func (s *State) Save() ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return json.Marshal(s)
}

// MarshalJSON is called by Save, and by others who encode a state.
func (s *State) MarshalJSON() ([]byte, error) {
	return json.Marshal(s.values) // want map/inconsistent-guard:medium "values"
}

func Run() {
	s := &State{values: map[string]string{}}
	pairs.Of(
		func() { s.Set("a", "b") },
		func() { s.Drop("a") },
		func() { s.Save() },
		func() { json.Marshal(s) },
	)
}
