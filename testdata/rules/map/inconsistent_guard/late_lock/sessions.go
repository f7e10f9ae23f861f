package sessions

import (
	"errors"
	"sync"
)

var ErrTaken = errors.New("session id taken")

type Session struct{ User string }

type Store struct {
	lock     sync.Mutex
	sessions map[string]*Session
}

func NewStore() *Store {
	return &Store{sessions: map[string]*Session{}}
}

// Add looks first and locks afterwards.
func (s *Store) Add(id string, session *Session) error {
	if _, taken := s.sessions[id]; taken { // want map/inconsistent-guard "sessions"
		return ErrTaken
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	s.sessions[id] = session
	return nil
}

func (s *Store) Remove(id string) {
	s.lock.Lock()
	defer s.lock.Unlock()
	delete(s.sessions, id)
}

func (s *Store) Find(id string) *Session {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.sessions[id]
}
