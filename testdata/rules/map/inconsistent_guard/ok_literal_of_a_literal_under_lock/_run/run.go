package run

import (
	"golint.test/pairs"
	handlers "golint.test/rules/map/inconsistent_guard/ok_literal_of_a_literal_under_lock"
)

func Run() {
	h := handlers.New()
	pairs.Of(
		func() { h.Notify("a", "b") },
		func() { h.Stop("a") },
		func() { h.Len() },
	)
}
