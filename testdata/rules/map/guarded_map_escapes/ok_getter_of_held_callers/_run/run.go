package run

import (
	"golint.test/pairs"
	index "golint.test/rules/map/guarded_map_escapes/ok_getter_of_held_callers"
)

func Run() {
	x := index.New()
	pairs.Of(
		func() { x.Add("go", 1) },
		func() { x.Count("go") },
	)
}
