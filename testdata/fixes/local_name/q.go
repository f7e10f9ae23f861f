package localname

import "sync"

type Seen struct {
	mu   sync.Mutex
	what map[any]int // guarded by mu
	say  func(string) int
}

// Put has a key that may panic: the lock is given back all the same.
func (s *Seen) Put(key any) {
	s.say("before")
	s.what[key] = 1
	s.say("between")
	s.what[key] = s.say("after")
	delete(s.what, key)
	s.say("end")
}

func (s *Seen) Get(key any) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.what[key]
}
