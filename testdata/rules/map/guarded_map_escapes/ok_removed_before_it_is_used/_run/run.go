package run

import (
	"golint.test/pairs"
	clock "golint.test/rules/map/guarded_map_escapes/ok_removed_before_it_is_used"
)

func Run() {
	c := clock.New()
	pairs.Of(
		func() { c.At(1, "a", func() {}) },
		func() { c.Fire(1) },
	)
}
