package run

import (
	"golint.test/pairs"
	sessions "golint.test/rules/map/inconsistent_guard/late_lock"
)

func Run() {
	s := sessions.NewStore()
	pairs.Of(
		func() { _ = s.Add("a", &sessions.Session{}) },
		func() { s.Remove("a") },
		func() { s.Find("a") },
	)
}
