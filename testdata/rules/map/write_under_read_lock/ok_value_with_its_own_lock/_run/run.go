package run

import (
	"golint.test/pairs"
	rooms "golint.test/rules/map/write_under_read_lock/ok_value_with_its_own_lock"
)

func Run() {
	h := rooms.New()
	h.Open("hall")
	pairs.Of(
		func() { h.Enter("hall", "ann") },
		func() { h.Enter("hall", "bob") },
		func() { h.Open("attic") },
	)
}
