package run

import (
	"golint.test/pairs"
	relay "golint.test/rules/map/concurrent_access/ok_token_handed_to_the_loop"
)

func Run() {
	r := &relay.Relay{}
	u := relay.NewUploads()
	pairs.Of(
		func() { r.Add([]string{"a", "b"}) },
		func() { r.Remove("a") },
		func() { u.Upload([]string{"a", "b"}) },
	)
}
