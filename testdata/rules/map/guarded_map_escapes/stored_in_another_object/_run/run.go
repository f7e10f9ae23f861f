package run

import (
	"golint.test/pairs"
	views "golint.test/rules/map/guarded_map_escapes/stored_in_another_object"
)

func Run() {
	s := views.New()
	v := s.View()
	pairs.Of(
		func() { s.Set("a1", 1) },
		func() { v.Cell("a1") },
	)
}
