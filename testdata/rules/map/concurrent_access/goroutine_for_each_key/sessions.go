package sessions

import (
	"time"

	"golint.test/pairs"
)

// Sessions forgets each after a while.
type Sessions struct{ open map[string]bool }

// Open opens the session of a user.
func (s *Sessions) Open(user string) {
	s.open[user] = true
	go func() {
		time.Sleep(time.Microsecond)
		delete(s.open, user) // want map/concurrent-access:high "open"
	}()
}

var last = map[string]time.Time{}

// Seen remembers a user for a moment.
func Seen(user string) {
	last[user] = time.Now() // want map/concurrent-access:medium "last"
	go forget(user)
}

func forget(user string) {
	time.Sleep(time.Microsecond)
	delete(last, user)
}

func Run() {
	pairs.Of(func() {
		s := &Sessions{open: map[string]bool{}}
		for _, user := range []string{"a", "b", "c"} {
			s.Open(user)
			Seen(user)
		}
	})
}
