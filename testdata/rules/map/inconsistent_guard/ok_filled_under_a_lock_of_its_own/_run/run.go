package run

import (
	"golint.test/pairs"
	fetch "golint.test/rules/map/inconsistent_guard/ok_filled_under_a_lock_of_its_own"
)

func Run() {
	f := fetch.New()
	pairs.Of(func() { f.Sizes() })
}
