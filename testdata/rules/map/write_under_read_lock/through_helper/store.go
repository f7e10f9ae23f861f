package store

import "sync"

type Container struct{ Name string }

type Store struct {
	lock       sync.RWMutex
	containers map[string]Container
	names      map[string]string
}

func New() *Store {
	return &Store{containers: map[string]Container{}, names: map[string]string{}}
}

func (s *Store) Add(id string, c Container) {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.containers[id] = c
	s.link(id, c.Name)
}

// Resolve repairs the index of names on the way.
func (s *Store) Resolve(id string) string {
	s.lock.RLock()
	defer s.lock.RUnlock()
	c := s.containers[id]
	s.link(id, c.Name) // want map/write-under-read-lock "names"
	return c.Name
}

func (s *Store) link(id, name string) {
	s.names[name] = id
}
