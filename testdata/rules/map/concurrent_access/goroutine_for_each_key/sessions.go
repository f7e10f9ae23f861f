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
		delete(s.open, user) // want map/concurrent-access:medium "open"
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

// Kinds are known before anybody asks.
type Kinds struct{ known map[string]bool }

// Init gets all keys at once, which does not say that it is called again.
func (k *Kinds) Init(all []string) {
	for _, one := range all {
		k.known[one] = true // want map/concurrent-access:low "known"
	}
	go func() {
		for range k.known {
			time.Sleep(time.Microsecond)
		}
	}()
}

func Run() {
	k := &Kinds{map[string]bool{}}
	pairs.Of(func() { k.Init([]string{"a", "b"}) })
	pairs.Of(func() {
		s := &Sessions{open: map[string]bool{}}
		for _, user := range []string{"a", "b", "c"} {
			s.Open(user)
			Seen(user)
		}
	})
}
