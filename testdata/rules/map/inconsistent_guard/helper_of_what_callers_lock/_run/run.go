package run

import (
	"golint.test/pairs"
	"golint.test/rules/map/inconsistent_guard/helper_of_what_callers_lock"
)

func Run() {
	d, c := users.New()
	d.Load(map[string]string{"a": "b"})
	pairs.Of(func() { d.Add("c", "d"); d.Of("C") }, d.Complete)
	pairs.Of(func() { c.Once("a") }, func() { c.Both("a"); c.Of("a") })
}
