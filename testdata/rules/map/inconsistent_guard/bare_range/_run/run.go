package run

import (
	"io"

	"golint.test/pairs"
	metrics "golint.test/rules/map/inconsistent_guard/bare_range"
)

func Run() {
	r := metrics.NewRegistry()
	pairs.Of(
		func() { r.Inc("requests") },
		func() { r.Dump(io.Discard) },
		func() { r.Reset() },
	)
}
