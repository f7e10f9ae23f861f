package main

import "fmt"

type In struct {
	n   int
	arr [2]int
}
type Out struct {
	In
	in  In
	s   []In
	p   *In
	fns [2]func() int
}

func byVal(o Out) Out { o.n = 1; o.in.arr[0] = 2; o.s[0].n = 3; o.p.n = 4; return o }
func ret() In         { return In{n: 5, arr: [2]int{6, 7}} }

type W struct{ v In }

func (w W) Get() In   { return w.v }
func (w *W) Ptr() *In { return &w.v }

func main() {
	o := Out{s: make([]In, 1), p: &In{}}
	q := byVal(o)
	fmt.Println(o.n, o.in, o.s, *o.p, q.n, q.in)
	fmt.Println(ret().arr[1], ret().n, len(ret().arr))
	arr := [2][2]int{{1, 2}, {3, 4}}
	row := arr[0]
	row[0] = 100
	arr[1] = row
	fmt.Println(arr, row)
	ins := []In{{n: 1}, {n: 2}}
	x := ins[0]
	x.n = 50
	ins[1] = x
	x.arr[0] = 9
	fmt.Println(ins, x)
	m := map[string]In{"a": {n: 1}}
	y := m["a"]
	y.n++
	m["a"] = y
	fmt.Println(m)
	w := W{In{n: 1}}
	g := w.Get()
	g.n = 70
	w.Ptr().n = 80
	fmt.Println(w.v.n, g.n)
	a, b := In{n: 1}, In{n: 2}
	a, b = b, a
	fmt.Println(a.n, b.n)
	o.In, o.in = o.in, o.In
	o.In.arr[1] = 3
	o.n = 12
	fmt.Println(o.In, o.in)
	var z struct{ a, b struct{ c [2]struct{ d int } } }
	z.a.c[1].d = 5
	z.b = z.a
	z.a.c[1].d++
	fmt.Println(z)
	var i any = a
	a.n = 999
	fmt.Println(i.(In).n, i == any(In{n: 2}))
	ch := make(chan In, 1)
	ch <- a
	a.n = 1
	fmt.Println((<-ch).n)
	f := func(v In) In { v.n++; return v }
	fmt.Println(f(a).n, a.n)
	o.fns[0] = func() int { return o.n }
	o.n = 21
	fmt.Println(o.fns[0](), o.fns[1] == nil)
	c := [3]In{}
	for i := range c {
		c[i].n = i
		c[i].arr[i%2] = i
	}
	d := c
	c[2].n = 100
	fmt.Println(d[2].n, d == [3]In{0: {}, 1: {1, [2]int{0, 1}}, 2: {2, [2]int{2, 0}}})
	pa := &c
	e := *pa
	pa[0].n = 5
	fmt.Println(e[0].n, c[0].n)
	s := c[:]
	s[1].arr[0] = 66
	fmt.Println(c[1].arr[0])
	type pt struct{ x, y int }
	pts := map[pt]pt{{1, 2}: {3, 4}}
	k := pt{1, 2}
	k.x, k.y = k.y-1, k.x+1
	fmt.Println(pts[k])
	var un struct{}
	fmt.Println(un == struct{}{})
}
