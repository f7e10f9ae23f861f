package run

import (
	"time"

	"golint.test/rules/map/concurrent_access/locked_by_its_users"
)

func Run() {
	t, l := members.New(), members.NewList()
	t.Start()
	l.Start()
	time.Sleep(500 * time.Microsecond)
	t.Members().Delete(0)
	_ = l.Count()
	time.Sleep(time.Millisecond)
	t.Members().Add(9, "y")
	time.Sleep(5 * time.Millisecond)
}
