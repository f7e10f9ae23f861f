package run

import (
	"golint.test/pairs"
	features "golint.test/rules/map/inconsistent_guard/value_receiver_copies_mutex"
)

func Run() {
	f := features.NewFlags()
	pairs.Of(
		func() { f.Set("dark", true) },
		func() { f.Toggle("dark") },
		func() { f.Enabled("dark") },
	)
}
