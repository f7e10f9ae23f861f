package run

import (
	"time"

	leader "golint.test/rules/map/concurrent_access/ok_made_for_each_run"
)

func Run() {
	leads := make(chan bool)
	leader.New(leads).Start()
	for range 20 {
		leads <- true
	}
	leads <- false
	time.Sleep(50 * time.Millisecond)
	close(leads)
}
