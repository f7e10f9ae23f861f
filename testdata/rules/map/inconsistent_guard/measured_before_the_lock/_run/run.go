package run

import (
	"golint.test/pairs"
	drivers "golint.test/rules/map/inconsistent_guard/measured_before_the_lock"
)

func Run() {
	r := drivers.NewRegistry()
	pairs.Of(
		func() { r.Add("a", nil) },
		func() { r.Remove("a") },
		func() { r.Names() },
	)
}
