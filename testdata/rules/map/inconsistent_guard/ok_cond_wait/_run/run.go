package run

import (
	"golint.test/pairs"
	waitlist "golint.test/rules/map/inconsistent_guard/ok_cond_wait"
)

func Run() {
	l := waitlist.New()
	l.Put("a")
	l.Put("b")
	pairs.Of(
		func() { l.Put("a") },
		func() { l.Put("a"); l.Take("a") },
	)
}
