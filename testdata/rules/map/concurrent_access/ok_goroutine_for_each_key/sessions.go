package sessions

import (
	"sync"
	"time"

	"golint.test/pairs"
)

// Sessions forgets each after a while.
type Sessions struct {
	mu   sync.Mutex
	open map[string]bool
}

// Open opens the session of a user.
func (s *Sessions) Open(user string) {
	s.mu.Lock()
	s.open[user] = true
	s.mu.Unlock()
	go func() {
		time.Sleep(time.Microsecond)
		s.mu.Lock() // mutant:
		delete(s.open, user)
		s.mu.Unlock() // mutant:
	}()
}

func Run() {
	pairs.Of(func() {
		s := &Sessions{open: map[string]bool{}}
		for _, user := range []string{"a", "b", "c"} {
			s.Open(user)
		}
	})
}
