package store

import (
	"errors"

	"golint.test/pairs"
)

// store writes what it has in two steps, each of which somebody has to agree to.
type store struct {
	merges  chan int
	written int
}

func (s *store) persist(from []int) error {
	if len(from) == 0 {
		return errors.New("nothing there")
	}
	s.written += len(from)
	s.merges <- len(from)
	return nil
}

// Persist forgets what it had when the store has taken it.
func Persist() int {
	s := &store{merges: make(chan int)}
	values := []int{1, 2}
	failed := make(chan error, 1)
	go func() {
		if err := s.persist(values); err != nil {
			failed <- err
		}
	}()
	select {
	case <-s.merges: // mutant: default:
		values = nil
	case <-failed:
	}
	return len(values)
}

func Run() {
	pairs.Of(func() { Persist() })
}
