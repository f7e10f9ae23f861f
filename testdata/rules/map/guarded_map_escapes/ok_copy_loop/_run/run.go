package run

import (
	"golint.test/pairs"
	stats "golint.test/rules/map/guarded_map_escapes/ok_copy_loop"
)

func Run() {
	s := stats.New()
	pairs.Of(
		func() { s.Count("a") },
		func() { s.Get("a") },
	)
}
