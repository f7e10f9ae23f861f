package run

import (
	"golint.test/pairs"
	trie "golint.test/rules/map/inconsistent_guard/ok_lock_through_parent"
)

func Run() {
	t := trie.New()
	pairs.Of(
		func() { t.Insert([]string{"a", "b"}) },
		func() { t.Has([]string{"a", "b"}) },
		func() { t.Prune("a") },
	)
}
