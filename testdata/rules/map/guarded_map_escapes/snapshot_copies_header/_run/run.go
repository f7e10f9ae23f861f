package run

import (
	"golint.test/pairs"
	stats "golint.test/rules/map/guarded_map_escapes/snapshot_copies_header"
)

func Run() {
	s := stats.New()
	pairs.Of(
		func() { s.Count("a") },
		func() { _ = s.Snapshot().Counts["a"] },
	)
}
