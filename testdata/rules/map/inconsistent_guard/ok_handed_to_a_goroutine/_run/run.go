package run

import (
	"golint.test/pairs"
	"golint.test/rules/map/inconsistent_guard/ok_handed_to_a_goroutine"
)

func Run() {
	b := batch.New()
	pairs.Of(func() { b.Add("a") }, func() { b.Flush(func(string, int) {}) })
}
