package run

import (
	"golint.test/pairs"
	snapshot "golint.test/rules/map/write_under_read_lock/ok_local_copy"
)

func Run() {
	q := snapshot.New()
	pairs.Of(
		func() { q.Set("acme", 1) },
		func() { q.Snapshot()["acme"]++ },
	)
}
