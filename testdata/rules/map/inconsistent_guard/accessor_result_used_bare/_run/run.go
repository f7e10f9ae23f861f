package run

import (
	"golint.test/pairs"
	plugins "golint.test/rules/map/inconsistent_guard/accessor_result_used_bare"
)

func Run() {
	p := plugins.New()
	pairs.Of(
		func() { p.Load("a", "/a") },
		func() { p.Rename("a", "b") },
		func() { p.Unload("a") },
	)
}
