package run

import (
	"golint.test/pairs"
	ports "golint.test/rules/map/inconsistent_guard/ok_channel_as_mutex"
)

func Run() {
	p := ports.New()
	pairs.Of(
		func() { p.Take(80, "web") },
		func() { p.Free(80) },
		func() { p.Owner(80) },
	)
}
