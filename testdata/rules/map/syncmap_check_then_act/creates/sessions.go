package sessions

import "sync"

// Session is what two goroutines must not have two of.
type Session struct {
	mu   sync.Mutex
	seen int
}

func (s *Session) touch() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen++
}

// Sessions by name.
type Sessions struct {
	open sync.Map
}

// Get finds or makes a session.
func (s *Sessions) Get(name string) *Session {
	if found, ok := s.open.Load(name); ok {
		return found.(*Session)
	}
	made := &Session{}
	s.open.Store(name, made) // want map/syncmap-check-then-act:medium "go on with different objects; use LoadOrStore"
	return made
}

// Touch goes the other way round, with a nil check.
func (s *Sessions) Touch(name string) {
	found, _ := s.open.Load(name)
	if found == nil {
		made := &Session{}
		s.open.Store(name, made) // want map/syncmap-check-then-act:medium "LoadOrStore"
		made.touch()
		return
	}
	found.(*Session).touch()
}

var channels sync.Map

// Channel gives the channel of a topic.
func Channel(topic string) chan string {
	found, ok := channels.Load(topic)
	if !ok {
		made := make(chan string, 1)
		channels.Store(topic, made) // want map/syncmap-check-then-act:medium "LoadOrStore"
		return made
	}
	return found.(chan string)
}

func once(name string, made func() *Session) *Session { return made() }

// Once runs a literal that nothing keeps from running twice.
func (s *Sessions) Once(name string) *Session {
	return once(name, func() *Session {
		if found, ok := s.open.Load(name); ok {
			return found.(*Session)
		}
		made := &Session{}
		s.open.Store(name, made) // want map/syncmap-check-then-act:medium "LoadOrStore"
		return made
	})
}
