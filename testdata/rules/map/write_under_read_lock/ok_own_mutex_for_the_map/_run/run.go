package run

import (
	"golint.test/pairs"
	graph "golint.test/rules/map/write_under_read_lock/ok_own_mutex_for_the_map"
)

func Run() {
	g := graph.New()
	pairs.Of(
		func() { g.Degree("a") },
		func() { g.Degree("b") },
		func() { g.Connect("a", "b") },
	)
}
