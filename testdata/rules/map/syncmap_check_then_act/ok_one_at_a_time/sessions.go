// Package sessions makes each session once: singleflight lets one goroutine at a time in, for each key.
package sessions

import (
	"sync"

	"golang.org/x/sync/singleflight"
)

type Session struct {
	mu   sync.Mutex
	seen int
}

type Sessions struct {
	open   sync.Map
	flight singleflight.Group
}

func (s *Sessions) Get(name string) *Session {
	found, _, _ := s.flight.Do(name, func() (any, error) {
		if found, ok := s.open.Load(name); ok {
			return found.(*Session), nil
		}
		made := &Session{}
		s.open.Store(name, made)
		return made, nil
	})
	return found.(*Session)
}
