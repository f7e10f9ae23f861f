package run

import (
	"time"

	collector "golint.test/rules/map/concurrent_access/loop_and_getter"
)

func Run() {
	c := collector.New(func() (string, float64) { return "load", 1 })
	time.Sleep(20 * time.Millisecond)
	c.Latest("load")
	time.Sleep(5 * time.Millisecond)
	c.Close()
}
