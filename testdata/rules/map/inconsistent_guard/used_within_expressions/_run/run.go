package run

import (
	"golint.test/pairs"
	limits "golint.test/rules/map/inconsistent_guard/used_within_expressions"
)

func Run() {
	l := limits.New(func(string) int { return 1 })
	l.Set("disk", 3)
	pairs.Of(
		func() { l.Set("disk", 3) },
		func() { l.Free("disk") },
	)
}
