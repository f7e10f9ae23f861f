package run

import (
	"golint.test/pairs"
	members "golint.test/rules/map/guarded_map_escapes/alias_used_after_unlock"
)

func Run() {
	g := members.New()
	g.Join("ann", func(string) {})
	pairs.Of(
		func() { g.Join("bob", func(string) {}) },
		func() { g.Broadcast("hi") },
		func() { g.Leave("bob") },
	)
}
