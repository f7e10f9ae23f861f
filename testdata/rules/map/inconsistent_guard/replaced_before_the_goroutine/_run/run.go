package run

import (
	"golint.test/pairs"
	"golint.test/rules/map/inconsistent_guard/replaced_before_the_goroutine"
)

func Run() {
	b := batch.New()
	pairs.Of(func() { b.Add("a") }, func() { b.Flush(func(string, int) {}) })
}
