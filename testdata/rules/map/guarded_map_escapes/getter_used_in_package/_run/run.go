package run

import (
	"io"

	"golint.test/pairs"
	users "golint.test/rules/map/guarded_map_escapes/getter_used_in_package"
)

func Run() {
	u := users.New()
	pairs.Of(
		func() { u.Add(1, "ann") },
		func() { u.Print(io.Discard) },
	)
}
