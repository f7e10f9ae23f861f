package run

import (
	"golint.test/pairs"
	each "golint.test/rules/map/write_under_read_lock/callback_under_read_lock"
)

func Run() {
	p := each.New()
	p.Put("a", 0)
	pairs.Of(
		func() { p.Prune() },
		func() {
			p.Put("a", 0)
			p.Prune()
		},
	)
}
