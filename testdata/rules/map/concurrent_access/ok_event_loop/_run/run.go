package run

import (
	"golint.test/pairs"
	hub "golint.test/rules/map/concurrent_access/ok_event_loop"
)

func Run() {
	h := hub.New()
	pairs.Of(
		func() { h.Join("ann") },
		func() { h.Leave("ann") },
		func() { h.Len() },
	)
}
