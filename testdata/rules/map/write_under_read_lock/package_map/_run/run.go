package run

import (
	"golint.test/pairs"
	aliases "golint.test/rules/map/write_under_read_lock/package_map"
)

func Run() {
	aliases.Define("ab", "x")
	look := func(short string) func() { return func() { aliases.Expand(short) } }
	pairs.Of(look("aB"), look("Ab"), look("AB"), look("G"))
}
