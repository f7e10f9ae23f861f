package run

import (
	"golint.test/pairs"
	rooms "golint.test/rules/map/inconsistent_guard/two_level_inner"
)

func Run() {
	d := rooms.NewDirectory()
	d.Report("eu", "a", 1)
	pairs.Of(
		func() { d.Report("eu", "b", 2) },
		func() { d.Least("eu") },
		func() { d.Forget("eu", "b") },
	)
}
