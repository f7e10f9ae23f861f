package run

import counter "golint.test/rules/map/concurrent_access/ok_read_after_stop"

func Run() {
	for range 4 {
		c := counter.New()
		c.Start()
		c.Add("a")
		c.Add("b")
		c.Stop()
	}
}
