package user

import "example.com/m/store"

func windows(s *store.Store) int {
	s.Names["w"] = 1
	return s.Names["x"] + store.Counts["w"]
}
