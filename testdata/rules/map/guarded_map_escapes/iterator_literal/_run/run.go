package run

import (
	"golint.test/pairs"
	blocks "golint.test/rules/map/guarded_map_escapes/iterator_literal"
)

func Run() {
	b := blocks.New()
	pairs.Of(
		func() { b.Put(1, nil) },
		func() {
			for range b.All() {
			}
		},
	)
}
