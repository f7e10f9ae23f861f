package run

import (
	"golint.test/pairs"
	watch "golint.test/rules/map/inconsistent_guard/early_unlock"
)

func Run() {
	h := watch.NewHub()
	pairs.Of(
		func() {
			id, _ := h.Watch()
			h.Cancel(id)
		},
		func() { h.Len() },
	)
}
