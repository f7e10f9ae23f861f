package run

import (
	"golint.test/pairs"
	batch "golint.test/rules/map/guarded_map_escapes/ok_handed_over"
)

func Run() {
	b := batch.New()
	pairs.Of(
		func() { b.Add("a") },
		func() { _ = b.Take()["a"] },
		func() { b.Flush(func(string, int) {}) },
	)
}
