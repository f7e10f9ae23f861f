package run

import (
	"golint.test/pairs"
	echo "golint.test/rules/map/guarded_map_escapes/ok_lent_under_the_lock"
)

func Run() {
	e := echo.New()
	pairs.Of(
		func() { e.Append("a") },
		func() { e.Commit() },
		func() { e.Drop("a") },
	)
}
