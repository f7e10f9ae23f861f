package run

import (
	"golint.test/pairs"
	endpoints "golint.test/rules/map/inconsistent_guard/ok_unlocked_between_steps_of_range"
)

func Run() {
	e := endpoints.New()
	pairs.Of(
		func() { e.Add("a", func() {}) },
		func() { e.Deliver() },
		func() { e.Remove("a") },
	)
}
