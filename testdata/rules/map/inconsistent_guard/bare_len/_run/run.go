package run

import (
	"golint.test/pairs"
	peers "golint.test/rules/map/inconsistent_guard/bare_len"
)

func Run() {
	s := peers.NewSet()
	pairs.Of(
		func() { s.Add(&peers.Peer{ID: "a"}) },
		func() { s.Size() },
		func() { s.Remove(&peers.Peer{ID: "a"}) },
	)
}
