package run

import (
	"golint.test/pairs"
	users "golint.test/rules/map/inconsistent_guard/ok_answered_locked"
)

func Run() {
	u := users.New()
	pairs.Of(
		func() { u.Mark(1, "a") },
		func() { u.Forget(1, "a") },
	)
}
