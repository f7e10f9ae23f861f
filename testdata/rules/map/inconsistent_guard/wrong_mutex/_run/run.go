package run

import (
	"golint.test/pairs"
	balancer "golint.test/rules/map/inconsistent_guard/wrong_mutex"
)

func Run() {
	g := balancer.NewGroup()
	sc := g.Add("a")
	pairs.Of(
		func() { g.Owner(sc) },
		func() { g.Remove("a") },
		func() { g.Add("b") },
	)
}
