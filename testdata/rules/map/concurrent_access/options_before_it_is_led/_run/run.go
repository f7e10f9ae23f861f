package run

import (
	"golint.test/pairs"
	server "golint.test/rules/map/concurrent_access/options_before_it_is_led"
)

func Run() {
	leader := &server.Leader{Ended: make(chan struct{})}
	s, err := server.New(leader)
	if err != nil {
		panic(err)
	}
	leader.Lead()
	pairs.Of(func() { _ = server.WithCheckers(3)(s) })
	<-leader.Ended
}
