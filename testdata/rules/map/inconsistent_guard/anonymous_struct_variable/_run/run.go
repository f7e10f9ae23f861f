package run

import (
	"golint.test/pairs"
	limits "golint.test/rules/map/inconsistent_guard/anonymous_struct_variable"
)

func Run() {
	pairs.Of(
		func() { limits.Set("a", 1) },
		func() { limits.Reset() },
		func() { limits.Of("a") },
	)
}
