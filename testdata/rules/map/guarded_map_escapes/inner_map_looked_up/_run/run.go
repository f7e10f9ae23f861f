package run

import (
	"golint.test/pairs"
	ports "golint.test/rules/map/guarded_map_escapes/inner_map_looked_up"
)

func Run() {
	p := ports.New()
	p.Open("a", "http", 80)
	pairs.Of(
		func() { p.Open("a", "https", 443) },
		func() { _ = len(p.Host("a")) },
	)
}
