package p

func find(seq func(func(int) bool), want int) (int, bool) {
	for x := range seq {
		if x == want {
			return x, true
		}
		if x < 0 {
			break
		}
	}
	return 0, false
}
