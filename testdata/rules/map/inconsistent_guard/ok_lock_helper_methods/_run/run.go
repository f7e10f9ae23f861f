package run

import (
	"golint.test/pairs"
	queue "golint.test/rules/map/inconsistent_guard/ok_lock_helper_methods"
)

func Run() {
	q := queue.New()
	pairs.Of(
		func() { q.Push(1, "a") },
		func() { q.Pop(1) },
		func() { q.Len() },
	)
}
