package main

import "fmt"

var trace []string

func mark[T any](name string, v T) T {
	trace = append(trace, name)
	return v
}

type node struct {
	val  int
	next *node
}

func main() {
	a := []int{10, 20, 30}
	i := 0
	i, a[i] = 2, 99
	fmt.Println(i, a)

	a[0], a[1], a[2] = a[2], a[0], a[1]
	fmt.Println(a)

	x := []int{1, 2, 3}
	j := 0
	j, x[j] = 1, 2
	fmt.Println(j, x)
	x[0], x[0] = 1, 2
	fmt.Println(x)

	m := map[string]int{}
	m[mark("k1", "a")], m[mark("k2", "b")] = mark("v1", 1), mark("v2", 2)
	fmt.Println(m, trace)

	trace = nil
	arr := [3]int{}
	arr[mark("i", 1)], *mark("p", &arr[2]) = mark("x", 7), mark("y", 8)
	fmt.Println(arr, trace)

	p := &node{val: 1, next: &node{val: 2}}
	p, p.val = p.next, 50
	fmt.Println(p.val)
	q := &node{1, nil}
	q.next, q = q, q.next
	fmt.Println(q == nil)

	var b, c, d = 1, "two", 3.0
	fmt.Println(b, c, d)
	b, e := b+1, b
	fmt.Println(b, e)
	_, f := pair()
	_ = f
	fmt.Println(f)
	var g, h int = pair2()
	fmt.Println(g, h)
}

func pair() (int, string) { return 1, "p" }
func pair2() (int, int)   { return 3, 4 }
