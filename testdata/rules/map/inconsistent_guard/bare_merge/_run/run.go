package run

import (
	"golint.test/pairs"
	labels "golint.test/rules/map/inconsistent_guard/bare_merge"
)

func Run() {
	o := labels.NewObject()
	pairs.Of(
		func() { o.Label("app", "web") },
		func() { o.Import(map[string]string{"tier": "front"}) },
		func() { o.Value("app") },
	)
}
