package run

import (
	"golint.test/pairs"
	templates "golint.test/rules/map/write_under_read_lock/memoizing_getter"
)

func Run() {
	c := templates.New()
	pairs.Of(
		func() { c.Get("a{{b") },
		func() { c.Get("c{{d") },
		func() { c.Len() },
	)
}
