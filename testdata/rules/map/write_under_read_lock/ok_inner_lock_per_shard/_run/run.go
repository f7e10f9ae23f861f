package run

import (
	"golint.test/pairs"
	shards "golint.test/rules/map/write_under_read_lock/ok_inner_lock_per_shard"
)

func Run() {
	c := shards.New()
	pairs.Of(
		func() { c.Add("a") },
		func() { c.Add("a") },
	)
}
