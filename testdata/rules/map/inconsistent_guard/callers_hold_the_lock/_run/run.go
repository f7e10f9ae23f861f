package run

import (
	"golint.test/pairs"
	"golint.test/rules/map/inconsistent_guard/callers_hold_the_lock"
)

func Run() {
	s, a, b := sandbox.New()
	less := func() {
		if a.Less(b) && b.Less(a) {
			panic("both are less")
		}
	}
	s.Add(a)
	s.Forget("b")
	pairs.Of(func() { s.Prefer("a") }, less)
}
