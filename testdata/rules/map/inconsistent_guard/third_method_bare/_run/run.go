package run

import (
	"golint.test/pairs"
	cache "golint.test/rules/map/inconsistent_guard/third_method_bare"
)

func Run() {
	c := cache.New()
	pairs.Of(
		func() { c.Put("index", nil) },
		func() { c.Get("index") },
		func() { c.Drop("index") },
	)
}
