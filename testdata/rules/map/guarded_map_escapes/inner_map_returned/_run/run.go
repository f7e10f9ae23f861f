package run

import (
	"golint.test/pairs"
	metrics "golint.test/rules/map/guarded_map_escapes/inner_map_returned"
)

func Run() {
	m := metrics.New()
	m.Observe("http", "200", 1)
	pairs.Of(
		func() { m.Observe("http", "404", 1) },
		func() { _ = len(m.Family("http")) },
	)
}
