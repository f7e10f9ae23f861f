package run

import (
	"golint.test/pairs"
	tags "golint.test/rules/map/inconsistent_guard/ok_object_of_a_pool"
)

func Run() {
	i := tags.New(map[string]string{"a": "b"})
	pairs.Of(
		func() { i.Set("a", "c") },
		func() { i.Tag("a") },
	)
}
