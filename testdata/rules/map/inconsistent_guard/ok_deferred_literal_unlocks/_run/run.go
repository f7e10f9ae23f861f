package run

import (
	"golint.test/pairs"
	audit "golint.test/rules/map/inconsistent_guard/ok_deferred_literal_unlocks"
)

func Run() {
	l := audit.New()
	pairs.Of(
		func() { l.Write("login") },
		func() { l.Flush() },
	)
}
