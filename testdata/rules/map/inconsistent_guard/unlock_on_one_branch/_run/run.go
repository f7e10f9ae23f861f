package run

import (
	"golint.test/pairs"
	quota "golint.test/rules/map/inconsistent_guard/unlock_on_one_branch"
)

func Run() {
	l := quota.NewLimiter(0)
	pairs.Of(
		func() { l.Acquire("acme") },
		func() { l.Release("acme") },
		func() { l.Open("acme") },
	)
}
