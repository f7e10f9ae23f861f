package run

import (
	"time"

	server "golint.test/rules/map/concurrent_access/promoted_through_embedding"
)

func Run() {
	s := server.Start()
	time.Sleep(20 * time.Millisecond)
	s.Known("x")
	s.Stop()
}
