package p

func class(n int) string {
	switch {
	case n < 0:
		return "neg"
	case n == 0:
		fallthrough
	case n > 100:
		return "odd"
	default:
		return "pos"
	}
}

func kind(v any) int {
	switch x := v.(type) {
	case int:
		return x
	case nil, string:
		return 0
	}
	return 1
}
