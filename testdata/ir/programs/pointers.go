package main

import (
	"fmt"
	"unsafe"
)

type T struct {
	a   int
	arr [3]int
	in  struct{ x, y int }
	p   *T
}

func inc(p *int) { *p++ }
func change(t T) T {
	t.a = 100
	t.arr[0] = 100
	return t
}
func mutate(t *T) { t.a, t.arr[1], t.in.y = 1, 2, 3 }
func escape() *int {
	x := 42
	return &x
}
func swap(a, b *int) { *a, *b = *b, *a }

func main() {
	x := 1
	inc(&x)
	p := &x
	*p *= 10
	pp := &p
	**pp += 1
	fmt.Println(x, *p, **pp)
	var t T
	u := change(t)
	mutate(&t)
	fmt.Println(t.a, t.arr, t.in, u.a, u.arr)
	pa := &t.arr[2]
	*pa = 7
	px := &t.in.x
	*px = 8
	fmt.Println(t.arr, t.in)
	t.p = &T{a: 5}
	t.p.p = &t
	t.p.p.a = 6
	fmt.Println(t.a, t.p.a)
	y, z := 3, 4
	swap(&y, &z)
	fmt.Println(y, z)
	e := escape()
	*e++
	fmt.Println(*e, *escape())
	arr := [2]int{1, 2}
	ap := &arr
	ap[0] = 9
	for i := range ap {
		ap[i]++
	}
	cp := *ap
	cp[0] = 0
	fmt.Println(arr, cp)
	s := []T{{a: 1}, {a: 2}}
	sp := &s[1]
	sp.a = 20
	s = append(s, T{a: 3})
	sp.a = 30
	fmt.Println(s[1].a, sp.a)
	ptrs := []*int{&x, &y, &x}
	*ptrs[0] = -1
	fmt.Println(*ptrs[2], ptrs[0] == ptrs[2], ptrs[0] == ptrs[1])
	var np *T
	fmt.Println(np == nil, np != &t)
	w := &struct{ n int }{5}
	w.n++
	(*w).n++
	fmt.Println(w.n)
	a, b := &T{a: 1}, &T{a: 1}
	fmt.Println(a == b, *a == *b)
	*a = T{a: 2}
	*b = *a
	b.a++
	fmt.Println(a.a, b.a)
	up := unsafe.Pointer(&x)
	*(*int)(up) = 77
	fmt.Println(x, unsafe.Sizeof(x))
	func() {
		q := &x
		q2 := q
		*q2 = 78
	}()
	fmt.Println(x)
	type L struct {
		v int
		n *L
	}
	var head *L
	for i := 0; i < 3; i++ {
		head = &L{i, head}
	}
	for l := head; l != nil; l = l.n {
		fmt.Print(l.v, " ")
	}
	fmt.Println()
	tail := &head
	for *tail != nil {
		tail = &(*tail).n
	}
	*tail = &L{v: 99}
	n := 0
	for l := head; l != nil; l = l.n {
		n += l.v
	}
	fmt.Println(n)
	fn := &t.in
	fn.x, fn.y = fn.y, fn.x
	fmt.Println(t.in)
	ip := &[]int{1, 2, 3}
	(*ip)[1] = 5
	*ip = append(*ip, 4)
	fmt.Println(*ip, len(*ip))
	mp := &map[string]int{"a": 1}
	(*mp)["b"] = 2
	fmt.Println(len(*mp))
}
