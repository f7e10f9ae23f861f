package run

import (
	"golint.test/pairs"
	grants "golint.test/rules/map/write_under_read_lock/inner_map_created"
)

func Run() {
	t := grants.NewTable()
	pairs.Of(
		func() { t.Allowed("ann", "db") },
		func() { t.Allowed("bob", "db") },
		func() { t.Grant("eve", "db") },
	)
}
