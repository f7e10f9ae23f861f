package run

import (
	"time"

	"golint.test/pairs"
	flush "golint.test/rules/map/guarded_map_escapes/goroutine_gets_the_map"
)

func Run() {
	b := flush.New(func(string, int) {})
	pairs.Of(
		func() { b.Add("a") },
		func() { b.Flush() },
	)
	time.Sleep(5 * time.Millisecond)
}
