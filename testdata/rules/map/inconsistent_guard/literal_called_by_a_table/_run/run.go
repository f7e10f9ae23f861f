package run

import (
	"golint.test/pairs"
	"golint.test/rules/map/inconsistent_guard/literal_called_by_a_table"
)

func Run() {
	s := store.New()
	var last store.Change
	store.Kinds["later"] = store.Kind{Make: func(one store.Change) { last = one }}
	s.Make("later", "a")
	pairs.Of(func() { s.Forget("a") }, func() { store.Kinds["twice"].Make(last) })
}
