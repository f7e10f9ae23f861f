package run

import (
	"golint.test/pairs"
	hits "golint.test/rules/map/write_under_read_lock/counter_increment"
)

func Run() {
	f := hits.New()
	pairs.Of(
		func() { f.Size("a") },
		func() { f.Add("a", 1) },
	)
}
