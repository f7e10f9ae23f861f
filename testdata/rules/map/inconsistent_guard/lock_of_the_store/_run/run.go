package run

import (
	"golint.test/pairs"
	store "golint.test/rules/map/inconsistent_guard/lock_of_the_store"
)

func Run() {
	s := store.New()
	pairs.Of(
		func() { s.Get("a", "x") },
		func() { s.Share("a", "y") },
		func() { s.Release("a", "x") },
		func() { s.Users("a") },
		func() { s.Has("a", "x") },
	)
}
