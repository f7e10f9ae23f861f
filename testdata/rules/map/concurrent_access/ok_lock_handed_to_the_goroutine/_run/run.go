package run

import (
	"golint.test/pairs"
	upload "golint.test/rules/map/concurrent_access/ok_lock_handed_to_the_goroutine"
)

func Run() {
	u := upload.New()
	pairs.Of(
		func() { u.Upload([]string{"a", "b"}) },
		func() { u.Resend([]string{"a", "b"}) },
		func() { upload.Count([]string{"a", "b"}) },
	)
}
