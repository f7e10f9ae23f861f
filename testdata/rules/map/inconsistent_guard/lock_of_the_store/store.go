package store

import "sync"

type Layer struct {
	refs map[string]int
}

type Store struct {
	mu     sync.Mutex
	layers map[string]*Layer
}

func New() *Store {
	return &Store{layers: map[string]*Layer{"a": {refs: map[string]int{}}}}
}

func (l *Layer) add(user string) {
	l.refs[user]++
}

func (s *Store) find(id string) *Layer {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.layers[id]
}

func (s *Store) Get(id, user string) {
	layer := s.find(id)
	layer.add(user) // want map/inconsistent-guard "refs"
}

func (s *Store) Share(id, user string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.layers[id].add(user)
}

func (s *Store) Release(id, user string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.layers[id].refs, user)
}

func (s *Store) Users(id string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.layers[id].refs)
}

func (s *Store) Has(id, user string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, ok := s.layers[id].refs[user]
	return ok
}
