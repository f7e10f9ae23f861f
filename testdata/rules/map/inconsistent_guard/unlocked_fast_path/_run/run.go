package run

import (
	"golint.test/pairs"
	symbols "golint.test/rules/map/inconsistent_guard/unlocked_fast_path"
)

func Run() {
	t := symbols.New()
	intern := func(name string) func() { return func() { t.Intern(name) } }
	pairs.Of(intern("a"), intern("b"), func() { t.Forget("a") })
}
