package run

import (
	"golint.test/pairs"
	gauges "golint.test/rules/map/write_under_read_lock/try_read_lock"
)

func Run() {
	g := gauges.New()
	pairs.Of(
		func() { g.Offer("load", 1) },
		func() { g.Read("load") },
	)
}
