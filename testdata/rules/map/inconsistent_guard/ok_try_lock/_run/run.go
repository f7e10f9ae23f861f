package run

import (
	"golint.test/pairs"
	samples "golint.test/rules/map/inconsistent_guard/ok_try_lock"
)

func Run() {
	s := samples.New()
	pairs.Of(
		func() { s.Offer("a") },
		func() { s.OfferEarly("a") },
		func() { s.Count("a") },
	)
}
