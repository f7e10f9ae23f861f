package store

import (
	"errors"
	"time"
)

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

// Late forgets what it had when nobody has answered in time, too.
func Late() int {
	s := &store{merges: make(chan int)}
	values := []int{1, 2}
	failed := make(chan error, 1)
	go func() {
		time.Sleep(2 * time.Millisecond)
		if err := s.persist(values); err != nil { // want goroutine/captured-variable-race:high "`values` is read"
			failed <- err
		}
	}()
	select {
	case <-s.merges:
	case <-time.After(time.Millisecond):
		values = nil
	case <-failed:
	}
	return len(values)
}

// Early forgets it before it asks.
func Early() int {
	s := &store{merges: make(chan int, 1)}
	values := []int{1, 2}
	failed := make(chan error, 1)
	go func() {
		if err := s.persist(values); err != nil { // want goroutine/captured-variable-race:high "`values` is read"
			failed <- err
		}
	}()
	values = values[:1]
	select {
	case <-s.merges:
	case <-failed:
	}
	return len(values)
}

func Run() {
	Late()
	Early()
	time.Sleep(5 * time.Millisecond)
}
