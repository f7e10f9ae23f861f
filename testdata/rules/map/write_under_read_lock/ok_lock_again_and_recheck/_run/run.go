package run

import (
	"golint.test/pairs"
	loader "golint.test/rules/map/write_under_read_lock/ok_lock_again_and_recheck"
)

func Run() {
	l := loader.New(func(string) []byte { return nil })
	pairs.Of(
		func() { l.Load("a") },
		func() { l.Load("b") },
		func() { l.Load("c") },
	)
}
