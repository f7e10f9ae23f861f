package run

import (
	"golint.test/pairs"
	backend "golint.test/rules/map/inconsistent_guard/state_made_anew"
)

func Run() {
	b := &backend.Backend{}
	b.Start("a")
	pairs.Of(
		func() { b.Apply("a") },
		func() { b.Synced() },
		func() { b.Start("a", "b") },
	)
}
