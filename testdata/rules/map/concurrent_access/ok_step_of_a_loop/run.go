// Nobody but its goroutine calls an exported method of the other package.
package ok_step_of_a_loop

import (
	"golint.test/pairs"
	"golint.test/rules/map/concurrent_access/ok_step_of_a_loop/maintainer"
)

func Run() {
	m := maintainer.New()
	pairs.Of(
		func() { m.Push("a"); m.Limit("a") },
		func() { m.Push("b") }, // mutant: func() { m.Handle("b") },
	)
}
