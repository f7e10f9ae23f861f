package run

import (
	"golint.test/pairs"
	neighbors "golint.test/rules/map/inconsistent_guard/declared_checklocks"
)

func Run() {
	n := neighbors.NewCache()
	pairs.Of(
		func() { n.Set(1, 2) },
		func() { n.Evict(1) },
	)
}
