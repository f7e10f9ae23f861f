package run

import (
	"golint.test/pairs"
	store "golint.test/rules/map/write_under_read_lock/through_helper"
)

func Run() {
	s := store.New()
	pairs.Of(
		func() { s.Resolve("1") },
		func() { s.Add("1", store.Container{Name: "db"}) },
	)
}
