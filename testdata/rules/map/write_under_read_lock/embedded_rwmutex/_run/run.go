package run

import (
	"golint.test/pairs"
	blacklist "golint.test/rules/map/write_under_read_lock/embedded_rwmutex"
)

func Run() {
	l := blacklist.New()
	pairs.Of(
		func() { l.Put("p", 1) },
		func() { l.Has("p") },
	)
}
