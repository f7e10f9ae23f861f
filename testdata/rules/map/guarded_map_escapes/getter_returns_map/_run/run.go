package run

import (
	"golint.test/pairs"
	settings "golint.test/rules/map/guarded_map_escapes/getter_returns_map"
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
