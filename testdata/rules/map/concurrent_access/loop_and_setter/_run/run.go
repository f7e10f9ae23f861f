package run

import (
	"time"

	mounter "golint.test/rules/map/concurrent_access/loop_and_setter"
)

func Run() {
	m := mounter.New()
	m.Mount("a", 1)
	m.Mount("b", 2)
	time.Sleep(5 * time.Millisecond)
}
