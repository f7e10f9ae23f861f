package run

import (
	"golint.test/pairs"
	records "golint.test/rules/map/inconsistent_guard/shared_part_of_a_private_object"
)

func Run() {
	c := records.New()
	pairs.Of(
		func() { c.Add("a", "x", "y") },
		func() { c.Addresses("a") },
	)
}
