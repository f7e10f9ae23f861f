package run

import (
	"time"

	mapping "golint.test/rules/map/guarded_map_escapes/sent_over_channel"
)

func Run() {
	p := mapping.New(func(m map[string]string) { _ = len(m) })
	for range 5 {
		p.Add("a", "b")
	}
	time.Sleep(5 * time.Millisecond)
	p.Add("c", "d")
}
