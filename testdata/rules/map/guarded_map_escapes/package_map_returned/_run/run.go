package run

import (
	"golint.test/pairs"
	codecs "golint.test/rules/map/guarded_map_escapes/package_map_returned"
)

func Run() {
	pairs.Of(
		func() { codecs.Register("gzip", nil) },
		func() { _ = codecs.Codecs()["gzip"] },
	)
}
