package shard

import "golint.test/pairs"

func Run() {
	info := &Info{Levels: map[string]int{}}
	s := &Shard{info: info, load: func(int) *Info { return info }}
	pairs.Of(
		func() { s.Load(0) },
		s.Trim,
		func() { s.Set("a", -1) },
		func() { _ = s.Get("a") },
	)
}
