package p

func swap(a []int, i, j int) { a[i], a[j] = a[j], a[i] }

func opAssign(p *struct{ n int }, m map[string]int) {
	p.n += 2
	m["k"]++
}
