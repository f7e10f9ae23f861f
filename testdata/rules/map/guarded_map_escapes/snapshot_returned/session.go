package session

import (
	"sync"

	"golint.test/pairs"
)

// State is what others see.
type State struct {
	ID   string
	Subs map[string]int
}

// Session hands out its map in a struct.
type Session struct {
	mu   sync.Mutex
	subs map[string]int
}

// Subscribe adds.
func (s *Session) Subscribe(topic string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.subs[topic]++
}

// State is no copy of the map.
func (s *Session) State() *State {
	s.mu.Lock()
	defer s.mu.Unlock()
	state := &State{ID: "s"}
	state.Subs = s.subs // want map/guarded-map-escapes:medium "map `s.subs` leaves"
	return state
}

func Run() {
	s := &Session{subs: map[string]int{}}
	pairs.Of(func() {
		s.Subscribe("a")
		_ = s.State().Subs["a"]
	})
}
