package run

import (
	"golint.test/pairs"
	routes "golint.test/rules/map/inconsistent_guard/declared_by_comment"
)

func Run() {
	t := routes.NewTable()
	pairs.Of(
		func() { t.Add("10/8", routes.Route{}) },
		func() { t.Lookup("10/8") },
	)
}
