package run

import (
	"golint.test/pairs"
	config "golint.test/rules/map/published_value_mutated/through_getter"
)

func Run() {
	pairs.Of(func() {
		config.Rename("a")
		config.Label("a", "b")
	})
}
