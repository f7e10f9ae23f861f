package run

import (
	"golint.test/pairs"
	jobs "golint.test/rules/map/inconsistent_guard/ok_literal_called_on_the_spot"
)

func Run() {
	j := jobs.New()
	pairs.Of(
		func() { j.Finish("gc", 1) },
		func() { j.Trim(3) },
		func() { j.Failed([]string{"gc", "ci"}) },
	)
}
