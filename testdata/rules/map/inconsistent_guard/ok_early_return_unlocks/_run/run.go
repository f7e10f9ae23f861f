package run

import (
	"golint.test/pairs"
	inodes "golint.test/rules/map/inconsistent_guard/ok_early_return_unlocks"
)

func Run() {
	t := inodes.New()
	pairs.Of(
		func() { t.Link(1) },
		func() { _ = t.Release(1) },
		func() { t.Links(1) },
	)
}
