package run

import (
	"golint.test/pairs"
	tables "golint.test/rules/map/inconsistent_guard/annotated_lock_elsewhere"
)

func Run() {
	t, p := tables.New()
	pairs.Of(
		func() { t.Put("a"); p.Add("a"); p.Inner("a") },
		func() { t.Name(); t.Hops("a"); t.Row("a"); t.Hits("a"); p.Sum("a") },
	)
}
