package run

import (
	"golint.test/pairs"
	shards "golint.test/rules/map/inconsistent_guard/ok_sharded"
)

func Run() {
	m := shards.New()
	pairs.Of(
		func() { m.Set("a", "1") },
		func() { m.Get("a") },
		func() { m.Len() },
	)
}
