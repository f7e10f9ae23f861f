package run

import (
	"golint.test/pairs"
	targets "golint.test/rules/map/inconsistent_guard/goroutine_does_not_inherit"
)

func Run() {
	m := targets.NewManager()
	pairs.Of(
		func() { m.Probe([]string{"a", "b"}) },
		func() { m.Up("a") },
		func() { m.Remove("b") },
	)
}
