package run

import (
	"golint.test/pairs"
	views "golint.test/rules/map/write_under_read_lock/rlocker"
)

func Run() {
	v := views.New()
	pairs.Of(
		func() { v.Add("/") },
		func() { v.Reset() },
	)
}
