package run

import (
	"golint.test/pairs"
	topics "golint.test/rules/map/guarded_map_escapes/lazy_keys"
)

func Run() {
	t := topics.New()
	pairs.Of(
		func() { t.Subscribe("go") },
		func() {
			for range t.Names() {
			}
		},
	)
}
