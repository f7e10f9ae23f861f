package run

import (
	"time"

	"golint.test/rules/map/concurrent_access/made_ready_before_it_runs"
)

func Run() {
	b := broker.New()
	b.Initialize([]string{"a"})
	b.Run()
	time.Sleep(500 * time.Microsecond)
	b.See("a")
	time.Sleep(time.Millisecond)
	b.Initialize([]string{"b"})
	time.Sleep(5 * time.Millisecond)
}
