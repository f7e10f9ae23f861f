package run

import (
	"golint.test/pairs"
	cache "golint.test/rules/map/write_under_read_lock/ok_read_and_write_lock"
)

func Run() {
	c := cache.New()
	pairs.Of(
		func() { c.Get("a") },
		func() { c.Set("a", "1") },
		func() { c.Keys() },
	)
}
