package p

func retry(try func() bool) (n int) {
again:
	n++
	if n < 3 && !try() {
		goto again
	}
	return
}
