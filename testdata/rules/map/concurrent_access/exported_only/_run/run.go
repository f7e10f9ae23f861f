package run

import (
	"golint.test/pairs"
	parser "golint.test/rules/map/concurrent_access/exported_only"
)

func Run() {
	p := parser.New()
	parse := func(text string) func() { return func() { p.Parse(text) } }
	pairs.Of(parse("a"), parse("b"), parse("c"))
}
