package run

import (
	"golint.test/pairs"
	echo "golint.test/rules/map/guarded_map_escapes/lent_behind_the_unlock"
)

func Run() {
	e := echo.New()
	pairs.Of(
		func() { e.Append("a") },
		func() { e.Commit() },
		func() { e.Drop("a") },
		func() { e.Keep().Build() },
	)
}
