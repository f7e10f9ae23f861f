package run

import (
	"golint.test/pairs"
	"golint.test/rules/map/inconsistent_guard/callers_hold_the_lock"
)

func Run() {
	s, a, b := sandbox.New()
	pairs.Of(func() {
		s.Prefer("a")
		s.Add(a)
		a.Less(b)
		s.Forget("b")
	})
}
