package run

import (
	"time"

	ttl "golint.test/rules/map/inconsistent_guard/expiry_timer"
)

func Run() {
	c := ttl.New(time.Millisecond)
	c.Set("a", "1")
	time.Sleep(20 * time.Millisecond)
	c.Get("a")
}
