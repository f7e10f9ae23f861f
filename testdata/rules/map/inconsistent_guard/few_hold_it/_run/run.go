package run

import (
	"golint.test/pairs"
	stats "golint.test/rules/map/inconsistent_guard/few_hold_it"
)

func Run() {
	s := stats.New()
	pairs.Of(
		func() { s.Set("load", 1) },
		func() { s.Get("load") },
		func() { s.Has("load") },
	)
}
