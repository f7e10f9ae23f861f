package run

import (
	"golint.test/pairs"
	registry "golint.test/rules/map/inconsistent_guard/embedded_mutex"
)

func Run() {
	r := registry.New()
	pairs.Of(
		func() { r.Register("ls", nil) },
		func() { r.Deregister("ls") },
		func() { r.Lookup("ls") },
	)
}
