package run

import (
	"golint.test/pairs"
	lease "golint.test/rules/map/inconsistent_guard/mutex_of_another_struct"
)

func Run() {
	le := lease.NewLessor()
	l := le.Grant(1)
	pairs.Of(
		func() { le.Attach(1, "a") },
		func() { l.Keys() },
		func() { l.Detach("a") },
	)
}
