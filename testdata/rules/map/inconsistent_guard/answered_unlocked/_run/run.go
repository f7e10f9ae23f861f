package run

import (
	"golint.test/pairs"
	users "golint.test/rules/map/inconsistent_guard/answered_unlocked"
)

func Run() {
	u := users.New()
	pairs.Of(
		func() { u.Mark(1, "a") },
		func() { u.Forget(1, "a") },
	)
}
