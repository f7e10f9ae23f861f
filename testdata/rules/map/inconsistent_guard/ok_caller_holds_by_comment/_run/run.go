package run

import (
	"golint.test/pairs"
	tasks "golint.test/rules/map/inconsistent_guard/ok_caller_holds_by_comment"
)

func Run() {
	t := tasks.New()
	pairs.Of(
		func() { t.Start(1) },
		func() { t.State(1) },
		func() {
			t.Lock()
			defer t.Unlock()
			t.Mark(2, "done")
		},
	)
}
