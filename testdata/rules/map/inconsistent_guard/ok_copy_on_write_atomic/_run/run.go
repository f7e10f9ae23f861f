package run

import (
	"golint.test/pairs"
	rates "golint.test/rules/map/inconsistent_guard/ok_copy_on_write_atomic"
)

func Run() {
	r := rates.New()
	pairs.Of(
		func() { r.Set("eur", 1) },
		func() { r.Rate("eur") },
		func() { r.Set("usd", 2) },
	)
}
