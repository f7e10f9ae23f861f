package run

import (
	"golint.test/pairs"
	slots "golint.test/rules/map/inconsistent_guard/ok_channel_token_is_received"
)

func Run() {
	s := slots.New()
	pairs.Of(
		func() { s.Add("a") },
		func() { s.Remove("a") },
		func() { s.Busy("a") },
	)
}
