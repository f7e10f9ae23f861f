package run

import (
	"golint.test/pairs"
	hosts "golint.test/rules/map/inconsistent_guard/ok_copy_on_write_under_lock"
)

func Run() {
	h := hosts.New()
	pairs.Of(
		func() { h.Reload([][2]string{{"a", "1"}}) },
		func() { h.Lookup("a") },
		func() { h.Each(func(string, string) {}) },
	)
}
