package run

import (
	"golint.test/pairs"
	pipe "golint.test/rules/map/inconsistent_guard/instance_lock_for_package_map"
)

func Run() {
	size := 1
	pairs.Of(func() {
		size++
		p := pipe.New()
		p.Grow(size)
		p.Close()
	})
}
