package p

func counter() func() int {
	n, step := 0, 2
	return func() int {
		n += step
		return n
	}
}
