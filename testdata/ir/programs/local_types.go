package main

import "fmt"

type outer int

func f() string {
	type inner struct{ a, b int }
	type list []inner
	l := list{{1, 2}, {3, 4}}
	s := 0
	for _, x := range l {
		s += x.a * x.b
	}
	type rec struct {
		v    int
		next *rec
	}
	r := &rec{1, &rec{2, nil}}
	for p := r; p != nil; p = p.next {
		s += p.v
	}
	return fmt.Sprint(s)
}

func g(n int) any {
	type key struct {
		k string
		n int
	}
	m := map[key]int{{"a", 1}: 5}
	m[key{"a", n}]++
	return m[key{"a", 1}]
}

func h() {
	type outer string
	var o outer = "shadow"
	fmt.Println(o, len(o))
	type alias = []int
	var a alias = []int{1, 2}
	a = append(a, 3)
	fmt.Println(a)
	type fn func(int) int
	var twice fn = func(i int) int { return i * 2 }
	fmt.Println(twice(4))
	type iface interface{ Do() string }
	var i iface = doer{"d"}
	fmt.Println(i.Do())
	const c, d = 3, "s"
	const (
		x = iota + c
		y
	)
	fmt.Println(c, d, x, y)
	type set map[string]bool
	s := set{"a": true}
	s["b"] = !s["c"]
	fmt.Println(len(s))
	type arr [2]struct{ v int }
	var z arr
	z[1].v = 9
	fmt.Println(z)
	type ch chan int
	q := make(ch, 1)
	q <- 1
	fmt.Println(<-q)
	var v, w struct{ p *int }
	n := 3
	v.p = &n
	w = v
	*w.p++
	fmt.Println(n, v == w)
	var e struct {
		doer
		extra []struct{ k, v string }
	}
	e.name = "emb"
	e.extra = append(e.extra, struct{ k, v string }{"k", "v"})
	fmt.Println(e.Do(), e.extra)
}

type doer struct{ name string }

func (d doer) Do() string { return "do " + d.name }

func main() {
	fmt.Println(f(), g(1), g(2), outer(3))
	h()
	{
		type T int
		var t T = 5
		{
			type T string
			var u T = "x"
			fmt.Println(u)
		}
		fmt.Println(t)
	}
}
