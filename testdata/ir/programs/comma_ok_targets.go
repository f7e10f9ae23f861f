package main

import "fmt"

type T struct {
	v  int
	ok bool
	m  map[string]bool
}

var gv int
var gok bool

func idx(n int) int { fmt.Print("i", n, " "); return n }

func main() {
	m := map[string]int{"a": 1}
	var t T
	t.v, t.ok = m["a"]
	fmt.Println(t.v, t.ok)
	p := &t
	p.v, p.ok = m["zz"]
	fmt.Println(t.v, t.ok)
	t.m = map[string]bool{}
	arr := make([]int, 3)
	arr[idx(1)], t.m["found"] = m["a"]
	fmt.Println(arr, t.m)
	c := make(chan int, 2)
	c <- 7
	close(c)
	arr[idx(2)], t.ok = <-c
	fmt.Println(arr, t.ok)
	gv, gok = <-c
	fmt.Println(gv, gok)
	var x any = 42
	m["n"], t.ok = x.(int)
	fmt.Println(m["n"], t.ok)
	_, gok = x.(string)
	fmt.Println(gok)
	var s string
	s, _ = x.(string)
	fmt.Printf("%q\n", s)
	if u, ok := m["a"]; ok && u > 0 {
		v, ok := m["none"]
		fmt.Println(v, ok)
		_ = v
	}
	var e error
	_, isE := x.(error)
	e, isE = x.(error)
	fmt.Println(e == nil, isE)
	type B bool
	var b B
	_, bb := m["a"]
	b = B(bb)
	fmt.Println(b)
	mm := map[string]map[string]int{"a": {"b": 2}}
	v, ok := mm["a"]["b"]
	w, ok2 := mm["q"]["b"]
	fmt.Println(v, ok, w, ok2)
	f := func() (int, bool) { return 3, true }
	arr[0], t.ok = f()
	fmt.Println(arr[0], t.ok)
	var i any
	i, gok = m["a"]
	fmt.Println(i, gok)
	n, ok := func() any { return nil }().(int)
	fmt.Println(n, ok)
	if _, ok := <-c; !ok {
		fmt.Println("closed")
	}
	switch v, ok := x.(int); {
	case ok && v > 40:
		fmt.Println("big")
	}
	for v, ok := m["a"]; ok; v, ok = m["stop"] {
		fmt.Println("loop", v)
	}
	ch2 := make(chan *T, 1)
	ch2 <- &t
	if q, ok := <-ch2; ok {
		q.v = 99
	}
	fmt.Println(t.v)
}
