package run

import (
	"golint.test/pairs"
	cluster "golint.test/rules/map/inconsistent_guard/nested_struct_under_lock"
)

func Run() {
	c := cluster.New()
	pairs.Of(
		func() { c.Join("a") },
		func() { c.Suspect("a") },
		func() { c.Leave("a") },
	)
}
