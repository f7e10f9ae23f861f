package run

import (
	"golint.test/pairs"
	units "golint.test/rules/map/inconsistent_guard/ok_once"
)

func Run() {
	pairs.Of(
		func() { units.Metres("km", 1) },
		func() { units.Known("km") },
	)
}
