package run

import (
	"golint.test/pairs"
	protocol "golint.test/rules/map/inconsistent_guard/ok_locked_in_every_case"
)

func Run() {
	p := protocol.New()
	pairs.Of(
		func() { p.Handle("put", "a") },
		func() { p.Handle("get", "a") },
		func() { p.Handle("poll", "a") },
	)
}
