package run

import (
	"golint.test/pairs"
	tree "golint.test/rules/map/inconsistent_guard/ok_lock_returns_unlock"
)

func Run() {
	t := tree.New()
	pairs.Of(
		func() { t.Set("/a", "1") },
		func() { t.Get("/a") },
		func() { t.Delete("/a") },
	)
}
