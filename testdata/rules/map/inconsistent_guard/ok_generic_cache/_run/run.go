package run

import (
	"golint.test/pairs"
	generic "golint.test/rules/map/inconsistent_guard/ok_generic_cache"
)

func Run() {
	c := generic.New[string, int]()
	pairs.Of(
		func() { c.Set("a", 1) },
		func() { c.GetOrSet("b", func() int { return 2 }) },
		func() { generic.Keys(c) },
	)
}
