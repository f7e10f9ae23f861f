package run

import (
	"golint.test/pairs"
	set "golint.test/rules/map/inconsistent_guard/lock_of_another_instance"
)

func Run() {
	a, b := set.New("x"), set.New("y")
	pairs.Of(
		func() { a.Union(b) },
		func() { b.Add("z") },
		func() { a.Has("x") },
	)
}
