package run

import (
	"golint.test/pairs"
	settings "golint.test/rules/map/guarded_map_escapes/ok_clone_returned"
)

func Run() {
	s := settings.New()
	pairs.Of(
		func() { s.Set("a", "1") },
		func() {
			for range s.All() {
			}
		},
	)
}
