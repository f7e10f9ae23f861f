package run

import (
	"golint.test/pairs"
	generic "golint.test/rules/map/inconsistent_guard/generic_cache"
)

func Run() {
	c := generic.New[string, int]()
	pairs.Of(
		func() { c.Set("a", 1) },
		func() { c.Delete("a") },
		func() { c.Get("a") },
	)
}
