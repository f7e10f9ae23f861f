package run

import (
	"golint.test/pairs"
	config "golint.test/rules/map/write_under_read_lock/lock_mode_by_branch"
)

func Run() {
	c := config.New()
	pairs.Of(
		func() { c.Value("a", "1", false) },
		func() { c.Value("b", "2", false) },
		func() { c.Set("c", "3") },
	)
}
