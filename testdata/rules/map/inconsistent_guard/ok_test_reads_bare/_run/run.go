package run

import (
	"golint.test/pairs"
	ledger "golint.test/rules/map/inconsistent_guard/ok_test_reads_bare"
)

func Run() {
	l := ledger.New()
	pairs.Of(
		func() { l.Post("cash", 1) },
		func() { l.Balance("cash") },
	)
}
