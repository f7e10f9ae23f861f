package p

func pick(a, b bool, x int) int {
	if a && (b || x > 3) {
		x = 1
	} else if !b {
		return -x
	}
	ok := a || b
	if ok {
		x++
	}
	return x
}
