package users

import (
	"golint.test/pairs"
	"golint.test/rules/map/inconsistent_guard/helpers_of_another_package/state"
)

// Watch counts who comes and goes, and says who is there.
func Watch(s *state.State, come, gone <-chan string, known func(string) bool) {
	go func() {
		for name := range come {
			s.Acquire()
			s.Users[name]++
			s.Release()
		}
	}()
	go func() {
		for name := range gone {
			release := s.Hold()
			s.Users[name]--
			release()
		}
	}()
	go func() {
		for known("a") {
			s.Acquire()
			s.Release()
			s.Users["a"] = 0 // want map/inconsistent-guard:high "in 2 of 3 functions"
		}
	}()
}

func Run() {
	come, gone := make(chan string), make(chan string)
	Watch(&state.State{Users: map[string]int{}}, come, gone, func(string) bool { return true })
	pairs.Of(func() { come <- "a" }, func() { gone <- "a" })
	close(come)
	close(gone)
}
