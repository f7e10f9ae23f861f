package run

import (
	"golint.test/pairs"
	drivers "golint.test/rules/map/inconsistent_guard/package_mutex_for_field"
)

func Run() {
	pairs.Of(
		func() { drivers.Register("mem", nil) },
		func() { _ = drivers.Open("none", "") },
		func() { drivers.Unregister("mem") },
	)
}
