package run

import (
	"golint.test/pairs"
	blocks "golint.test/rules/map/guarded_map_escapes/ok_iterator_that_locks"
)

func Run() {
	b := blocks.New()
	pairs.Of(
		func() { b.Put(1, 2) },
		func() { b.Shrink() },
	)
}
