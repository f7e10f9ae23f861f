package session

import (
	"encoding/json"
	"sync"

	"golint.test/pairs"
)

type saved struct {
	ID   string
	Subs map[string]int
}

// Session is saved as it is.
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

// Save puts the map into a struct that is gone when the lock is given back.
func (s *Session) Save() []byte {
	s.mu.Lock()
	state := saved{ID: "s", Subs: s.subs}
	text, _ := json.Marshal(&state)
	s.mu.Unlock()
	return text
}

func Run() {
	s := &Session{subs: map[string]int{}}
	pairs.Of(func() {
		s.Subscribe("a")
		s.Save()
	})
}
