package run

import (
	"golint.test/pairs"
	nodes "golint.test/rules/map/inconsistent_guard/ok_held_if_flag"
)

func Run() {
	n := nodes.New()
	pairs.Of(
		func() { n.Set("a", true) },
		func() { n.Count() },
		func() { n.Alive("a") },
	)
}
