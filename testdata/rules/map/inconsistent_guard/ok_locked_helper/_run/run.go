package run

import (
	"golint.test/pairs"
	accounts "golint.test/rules/map/inconsistent_guard/ok_locked_helper"
)

func Run() {
	a := accounts.New()
	pairs.Of(
		func() { a.Deposit("ann", 1) },
		func() { a.Transfer("ann", "bob", 1) },
		func() { a.Balance("bob") },
	)
}
