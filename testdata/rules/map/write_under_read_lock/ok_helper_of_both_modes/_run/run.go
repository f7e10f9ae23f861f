package run

import (
	"golint.test/pairs"
	roles "golint.test/rules/map/write_under_read_lock/ok_helper_of_both_modes"
)

func Run() {
	r := roles.New()
	pairs.Of(
		func() { r.Role("ann") },
		func() { r.Promote("bob") },
	)
}
