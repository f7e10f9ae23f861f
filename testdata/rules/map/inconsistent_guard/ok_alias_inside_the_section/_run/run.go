package run

import (
	"golint.test/pairs"
	votes "golint.test/rules/map/inconsistent_guard/ok_alias_inside_the_section"
)

func Run() {
	p := votes.New()
	pairs.Of(
		func() { p.Vote("tabs?", "yes") },
		func() { p.Winner("tabs?") },
		func() { p.Reset() },
	)
}
