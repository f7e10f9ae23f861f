package run

import (
	"golint.test/pairs"
	catalog "golint.test/rules/map/inconsistent_guard/ok_constructor_fills"
)

func Run() {
	c := catalog.Load([][2]string{{"1", "Go"}})
	pairs.Of(
		func() { c.Add("2", "C") },
		func() { c.Title("1") },
	)
}
