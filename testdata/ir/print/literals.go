package p

type P struct {
	x, y int
	tags []string
}

func make3(n int) (*P, []P, map[P]any) {
	p := &P{x: n, tags: []string{"a"}}
	return p, []P{{1, 2, nil}, *p}, map[P]any{}
}

func local() int {
	q := P{y: 3}
	q.x++
	arr := [...]int{2: 5}
	return q.x + arr[2]
}
