package run

import (
	"golint.test/pairs"
	counter "golint.test/rules/map/inconsistent_guard/local_mutex"
)

func Run() {
	c := counter.New()
	pairs.Of(
		func() { c.Hit("/") },
		func() { c.Forget("/") },
		func() { c.Total() },
	)
}
