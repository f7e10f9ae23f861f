package run

import (
	"golint.test/pairs"
	view "golint.test/rules/map/concurrent_access/queued_for_the_screen"
)

type screen struct{}

func (screen) QueueUpdate(f func()) { f() }

func Run() {
	v := view.New(screen{})
	v.Watch()
	pairs.Of(func() {
		for range 100 {
			v.Draw()
			v.Load()
		}
	})
}
