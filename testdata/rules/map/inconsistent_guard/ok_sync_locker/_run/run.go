package run

import (
	"golint.test/pairs"
	board "golint.test/rules/map/inconsistent_guard/ok_sync_locker"
)

func Run() {
	b := board.New(nil)
	pairs.Of(
		func() { b.Score("ann", 3) },
		func() { b.Best() },
		func() { b.Reset() },
	)
}
