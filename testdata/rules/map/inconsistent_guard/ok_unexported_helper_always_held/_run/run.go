package run

import (
	"golint.test/pairs"
	lru "golint.test/rules/map/inconsistent_guard/ok_unexported_helper_always_held"
)

func Run() {
	c := lru.New(2)
	pairs.Of(
		func() { c.Put("a", 1) },
		func() { c.Put("b", 2) },
		func() { c.Get("a") },
	)
}
