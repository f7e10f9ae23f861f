package run

import (
	"golint.test/pairs"
	routes "golint.test/rules/map/guarded_map_escapes/ok_only_replaced"
)

func Run() {
	r := routes.New()
	pairs.Of(
		func() { r.Load([]string{"/a"}) },
		func() { _ = r.Table()["/a"] },
	)
}
