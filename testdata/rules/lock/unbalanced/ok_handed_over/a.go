// Package ok_handed_over gives locks back in other functions, on purpose.
package ok_handed_over

import (
	"errors"
	"os"
	"sync"
)

type Store struct {
	mu     sync.Mutex
	rw     sync.RWMutex
	n      int
	closed bool
}

func (s *Store) lock() { s.mu.Lock() }

func (s *Store) unlock() { s.mu.Unlock() }

// Wrapped uses the helpers.
func (s *Store) Wrapped() int {
	s.lock()
	defer s.unlock()
	return s.n
}

// get returns with the lock held when there is no error.
func (s *Store) get() (*int, error) {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil, errors.New("closed")
	}
	return &s.n, nil
}

// Use gives back what get has taken.
func (s *Store) Use() error {
	n, err := s.get()
	if err != nil {
		return err
	}
	*n++
	s.mu.Unlock()
	return nil
}

// Acquire returns what gives the lock back.
func (s *Store) Acquire() func() {
	s.mu.Lock()
	return s.mu.Unlock
}

// AcquireLiteral does so with a literal.
func (s *Store) AcquireLiteral(twice bool) func() {
	s.rw.Lock()
	if twice {
		s.n++
		s.rw.Unlock()
		return nil
	}
	return func() {
		s.n--
		s.rw.Unlock()
	}
}

// Deferred gives the lock back among other things, on a condition.
func (s *Store) Deferred(do func() error) (err error) {
	s.mu.Lock()
	defer func() {
		s.n++
		if err != nil {
			s.mu.Unlock()
		}
	}()
	if err = do(); err != nil {
		return err
	}
	s.mu.Unlock()
	return nil
}

// Variable calls a literal by its variable.
func (s *Store) Variable(early bool) int {
	s.mu.Lock()
	unlock := func() { s.mu.Unlock() }
	if early {
		unlock()
		return 0
	}
	n := s.n
	unlock()
	return n
}

// finish is entered with the lock held and gives it back.
func (s *Store) finish(err error) error {
	s.closed = true
	s.mu.Unlock()
	return err
}

// Callee ends in a function that gives the lock back.
func (s *Store) Callee(early bool) error {
	s.mu.Lock()
	if early {
		return s.finish(nil)
	}
	s.mu.Unlock()
	return nil
}

// pause is entered with the lock held, and left so.
func (s *Store) pause(do func()) {
	s.mu.Unlock()
	do()
	s.mu.Lock()
}

// Pauses gives the lock back in between.
func (s *Store) Pauses(do func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pause(do)
}

// Started hands the lock to a goroutine.
func (s *Store) Started(skip bool) {
	s.mu.Lock()
	if skip {
		s.mu.Unlock()
		return
	}
	go func() {
		defer s.mu.Unlock()
		s.n++
	}()
}

// Ends ends the program.
func (s *Store) Ends() {
	s.mu.Lock()
	if s.n < 0 {
		os.Exit(1)
	}
	if s.n == 0 {
		panic("empty")
	}
	s.mu.Unlock()
}

// tx holds the lock until it is closed.
type tx struct{ s *Store }

// Begin opens one.
func (s *Store) Begin() *tx {
	s.rw.Lock()
	return &tx{s}
}

// Close gives the lock back.
func (t *tx) Close() { t.s.rw.Unlock() }

// Wait lets others in while it waits.
func (s *Store) Wait(c *sync.Cond) {
	c.L.Lock()
	for s.n == 0 {
		c.Wait()
	}
	c.L.Unlock()
}

var exiting sync.Mutex

// Interrupted holds a lock to the end of the program, on purpose.
func Interrupted(kill func()) {
	exiting.Lock()
	kill()
}

// Exit waits for ever when the program is interrupted.
func Exit() {
	exiting.Lock()
	os.Exit(0)
}
