package main

import "fmt"

type P struct{ X, Y int }
type L struct {
	A, B P
	Name string
	Tags []string
	Next *L
	M    map[string]P
}
type E struct {
	P
	*L
	z int
}
type Arr [3]int

func v(s string, x int) int { fmt.Print(s, " "); return x }

func main() {
	fmt.Println(P{1, 2}, P{Y: 3}, &P{X: 4}, P{})
	l := L{A: P{1, 2}, Name: "n", Tags: []string{"a", "b"}, Next: &L{B: P{Y: 9}}, M: map[string]P{"k": {5, 6}}}
	fmt.Println(l.A, l.B, l.Name, l.Tags, l.Next.B, l.M)
	fmt.Println([]int{1, 2, 3}, []int{5: 1, 2, 1: 7}, [...]string{2: "c", 0: "a"}, [4]int{1, 2})
	fmt.Println([]P{{1, 2}, {Y: 3}}, [2][2]int{{1, 2}, {3, 4}}, [][]int{{1}, nil, {2, 3}})
	for _, p := range []*P{{1, 2}, {3, 4}} {
		fmt.Print(*p, " ")
	}
	fmt.Println()
	m := map[P]string{{1, 2}: "a", {3, 4}: "b"}
	fmt.Println(m[P{1, 2}], m[P{3, 4}], len(m))
	mm := map[string][]P{"x": {{1, 1}}, "y": {}}
	fmt.Println(mm["x"], len(mm["y"]))
	mp := map[string]*P{"q": {7, 8}}
	fmt.Println(mp["q"].Y)
	mk := map[[2]int]bool{{1, 2}: true}
	fmt.Println(mk[[2]int{1, 2}], mk[[2]int{2, 1}])
	e := E{P: P{1, 2}, L: &L{Name: "in"}, z: 3}
	fmt.Println(e.X, e.Name, e.z)
	e.X, e.Name = 10, "out"
	fmt.Println(e.P, e.L.Name)
	anon := struct {
		a int
		b struct{ c string }
	}{a: 1}
	anon.b.c = "deep"
	fmt.Println(anon)
	fmt.Println(P{v("y", 1), v("x", 2)}, []int{v("a", 1), v("b", 2)}, P{Y: v("Y", 1), X: v("X", 2)})
	arr := Arr{1, 2, 3}
	b := arr
	b[0] = 100
	pa := &arr
	pa[1] = 50
	fmt.Println(arr, b, len(pa), arr == Arr{1, 50, 3})
	s := l
	s.A.X = 99
	s.Tags[0] = "shared"
	fmt.Println(l.A.X, l.Tags[0])
	ptr := &l.A
	ptr.Y = 77
	l = L{}
	fmt.Println(ptr.Y, l.A)
	ss := []struct {
		in  string
		out int
	}{{"a", 1}, {"b", 2}}
	for _, c := range ss {
		fmt.Print(c.in, c.out, " ")
	}
	fmt.Println()
	const k = 2
	fmt.Println([...]int{k: 5, 6}, map[bool]int{true: 1, false: 0}[k > 1])
	fs := []func() int{func() int { return 1 }, func() int { return 2 }}
	fmt.Println(fs[0]() + fs[1]())
	var any1 any = []any{1, "a", nil, P{1, 2}}
	fmt.Println(any1)
	nested := map[string]map[string]int{"a": {"b": 1}}
	nested["a"]["c"] = 2
	fmt.Println(len(nested["a"]), nested["zz"]["q"])
}
