package shard

import "golint.test/pairs"

type kept struct{ info *Info }

func (k kept) Load(id int) *Info { return k.info }

func Run() {
	info := &Info{Levels: map[string]int{}}
	s := &Shard{info: info, store: kept{info}}
	pairs.Of(
		func() { s.Load(0) },
		s.Trim,
		func() { s.Set("a", -1) },
		func() { _ = s.Get("a") },
	)
}
