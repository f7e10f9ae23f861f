package run

import (
	"golint.test/pairs"
	state "golint.test/rules/map/inconsistent_guard/ok_callback_under_lock"
)

func Run() {
	s := state.New()
	pairs.Of(
		func() { s.Set("a", 1) },
		func() { s.Get("a") },
		func() { s.Clear() },
	)
}
