package p

func ops(m map[string]int, k string) (n int) {
	v, ok := m[k]
	if ok {
		m[k] = v + 1
	}
	delete(m, k)
	clear(m)
	for k, v := range m {
		n += len(k) + v
	}
	return n + len(m)
}

var table = map[string][]int{"a": {1}}
