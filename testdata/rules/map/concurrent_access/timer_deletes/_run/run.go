package run

import (
	"time"

	pending "golint.test/rules/map/concurrent_access/timer_deletes"
)

func Run() {
	t := pending.NewTracker()
	t.Begin(1, "read", time.Millisecond)
	time.Sleep(10 * time.Millisecond)
	t.What(1)
	t.Begin(2, "read", time.Millisecond)
	time.Sleep(5 * time.Millisecond)
}
