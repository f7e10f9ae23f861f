package run

import (
	"golint.test/pairs"
	sessions "golint.test/rules/map/write_under_read_lock/delete_expired"
)

func Run() {
	m := sessions.NewManager()
	look := func(id string) func() { return func() { m.Valid(id) } }
	for _, id := range []string{"a", "b", "c", "d"} {
		m.Touch(id, -1)
	}
	pairs.Of(look("a"), look("b"), look("c"), look("d"))
}
