package run

import (
	"golint.test/pairs"
	streams "golint.test/rules/map/inconsistent_guard/ok_transaction_holds_the_lock"
)

func Run() {
	s := streams.New()
	pairs.Of(
		func() { s.Add("a") },
		func() {
			sweep := s.Begin()
			sweep.All(sweep.Forget)
			sweep.Finish()
		},
		func() {
			sweep := s.Begin()
			sweep.Cancel()
		},
	)
}
