package run

import (
	"golint.test/pairs"
	neighbors "golint.test/rules/map/inconsistent_guard/ok_annotated_functions"
)

func Run() {
	n := neighbors.NewCache()
	n.Restore()
	n.Loaded()
	pairs.Of(
		func() { n.Set(1, 2) },
		func() { n.Begin(); n.Evict(uint32(n.Hops(1))); n.End() },
	)
}
