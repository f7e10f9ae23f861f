package run

import (
	"golint.test/pairs"
	index "golint.test/rules/map/inconsistent_guard/helper_both_ways"
)

func Run() {
	x := index.New()
	pairs.Of(
		func() { x.Add(1, []string{"go"}) },
		func() { x.AddOne(2, "go") },
		func() { x.Replace(3, "go") },
	)
}
