package main

import "fmt"

type V struct{ a [2]int; s []int; m map[string]int }
type W struct{ V; p *V }

func (v V) set() V   { v.a[0] = 99; v.s[0] = 99; v.m["k"] = 99; return v }
func (v *V) pset()   { v.a[1] = 77 }
func ret(v V) V      { return v }
func arr() [3]int    { return [3]int{1, 2, 3} }
func modify(a [2]V)  { a[0].a[0] = -1; a[0].s[0] = -1 }
func mk() V          { return V{s: []int{1}, m: map[string]int{}} }

func main() {
	v := mk()
	u := v.set()
	fmt.Println(v.a, v.s, v.m, u.a)
	v.pset()
	ret(v).set()
	fmt.Println(v.a, u.a)
	w := W{V: v, p: &v}
	w.a[0] = 5
	w.p.a[0] = 6
	w.V.pset()
	fmt.Println(w.a, v.a)
	x := w
	x.a[0] = 50
	x.p.a[0] = 60
	fmt.Println(w.a, x.a, v.a)
	vs := [2]V{mk(), mk()}
	modify(vs)
	fmt.Println(vs[0].a, vs[0].s)
	for i, e := range vs {
		e.a[0] = i + 1
		vs[i].a[1] = e.a[0]
	}
	fmt.Println(vs[0].a, vs[1].a)
	fmt.Println(arr()[1], len(arr()), func() V { return v }().a[0])
	ms := map[string]V{"x": v}
	y := ms["x"]
	y.a[0] = 1000
	y.s[0] = 1000
	fmt.Println(ms["x"].a[0], ms["x"].s[0])
	var i any = v
	v.a[0] = 2000
	fmt.Println(i.(V).a[0], v.a[0])
	j := i
	z := j.(V)
	z.a[0] = 3000
	fmt.Println(i.(V).a[0])
	c := make(chan [2]int, 1)
	q := [2]int{1, 2}
	c <- q
	q[0] = 9
	r := <-c
	fmt.Println(q, r)
	pa, pb := &q, &r
	*pa, *pb = *pb, *pa
	fmt.Println(q, r)
	f := func(a [2]int) [2]int { a[1] = 8; return a }
	fmt.Println(f(q), q)
	sl := [][2]int{{1, 2}, {3, 4}}
	t := sl[0]
	t[0] = 100
	sl[1], sl[0] = sl[0], sl[1]
	fmt.Println(sl, t)
	st := struct {
		in struct{ n int }
		ar [2]struct{ n int }
	}{}
	in := st.in
	in.n = 4
	st.ar[1] = in
	st.in = st.ar[1]
	st.ar[1].n++
	fmt.Println(st)
	type node struct {
		val  [1]int
		next *node
	}
	n := node{val: [1]int{1}}
	n.next = &node{}
	*n.next = n
	n.next.val[0] = 2
	fmt.Println(n.val, n.next.val, n.next.next == n.next)
	defer func(v V, q [2]int) { fmt.Println(v.a, q) }(v, q)
	v.a[0], q[0] = 0, 0
	cp := sl[:]
	cp[0][0] = -7
	fmt.Println(sl[0])
	a3 := [2][2]int{{1}, {2}}
	b3 := a3
	b3[0][0] = 9
	row := &a3[1]
	row[1] = 5
	a3[0], a3[1] = a3[1], a3[0]
	fmt.Println(a3, b3, *row)
	k1, k2 := [1]V2{{1}}, [1]V2{{1}}
	fmt.Println(k1 == k2, map[[1]V2]int{k1: 4}[k2])
	g := v.set
	v.a[1] = -5
	fmt.Println(g().a)
	e := [...]func([2]int) int{func(a [2]int) int { a[0]++; return a[0] }}
	fmt.Println(e[0](q), e[0](q), q[0])
}

type V2 struct{ n int }
