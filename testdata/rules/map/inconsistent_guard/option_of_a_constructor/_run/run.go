package run

import (
	"golint.test/pairs"
	url "golint.test/rules/map/inconsistent_guard/option_of_a_constructor"
)

func Run() {
	u := url.New(url.WithAttribute("a", "1"))
	late := url.WithAttribute("a", "2")
	pairs.Of(
		func() { late(u) },
		func() { _ = u.Get("a") },
		func() { u.Set("a", "3") },
	)
}
