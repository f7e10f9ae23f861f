// Another package calls a step of a goroutine, beside it.
package beside_a_step_of_a_loop

import (
	"golint.test/pairs"
	"golint.test/rules/map/concurrent_access/beside_a_step_of_a_loop/maintainer"
)

func Run() {
	m := maintainer.New()
	pairs.Of(
		func() { m.Push("a"); m.Limit("a") },
		func() { m.Handle("b") },
	)
}
