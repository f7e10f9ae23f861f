package run

import (
	"golint.test/pairs"
	table "golint.test/rules/map/write_under_read_lock/beside_a_bare_write"
)

func Run() {
	t := table.New()
	pairs.Of(
		func() { t.Put("a") },
		func() { t.Reset("a", true) },
		func() { t.Reset("a", false) },
	)
}
