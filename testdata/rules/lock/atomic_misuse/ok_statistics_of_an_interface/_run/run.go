package run

import (
	"golint.test/pairs"
	cache "golint.test/rules/lock/atomic_misuse/ok_statistics_of_an_interface"
)

func Run() {
	local := cache.NewLocal()
	pairs.Of(
		func() { local.Get("a") },
		func() { cache.Show(local) },
	)
}
