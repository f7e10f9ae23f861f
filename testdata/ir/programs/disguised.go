package main

import (
	"fmt"
	"unsafe"
)

type H func(int) string
type S struct {
	fs  []func(int) int
	m   map[string]H
	arr [2]func(string) string
}
type T struct{ v int }

func (t T) Get() int      { return t.v }
func (t *T) Add(n int) int { t.v += n; return t.v }

type Outer struct {
	*T
	in S
}

func Id[X any](x X) X                 { return x }
func Two[X, Y any](x X, y Y) string   { return fmt.Sprint(x, y) }
func Conv[X ~int, Y ~int | ~string](x X) X { return x + 1 }

func main() {
	fs := []func(int) int{func(x int) int { return x + 1 }, func(x int) int { return x * 2 }}
	i := 1
	fmt.Println(fs[i](5), fs[0](fs[i](3)))
	m := map[string]H{"a": func(n int) string { return fmt.Sprint("a", n) }}
	k := "a"
	fmt.Println(m[k](3), m["a"](4))
	s := S{fs: fs, m: m}
	s.arr[1] = func(x string) string { return x + x }
	fmt.Println(s.fs[i](7), s.m[k](8), s.arr[i]("z"))
	mm := map[string]map[int]func(int, int) int{"x": {1: func(a, b int) int { return a - b }}}
	fmt.Println(mm["x"][i](9, 4))
	two := map[string]func(int, int) int{"+": func(a, b int) int { return a + b }}
	op := "+"
	fmt.Println(two[op](1, 2))
	done := make(chan bool)
	gs := []func(chan bool){func(c chan bool) { c <- true }}
	j := 0
	go gs[j](done)
	fmt.Println(<-done)
	func() {
		ds := []func(string){func(s string) { fmt.Println("deferred", s) }}
		defer ds[j]("x")
	}()
	func() {
		fmt.Println(func() int { return fs[i](100) }(), m[k](0))
	}()
	fmt.Println(Id[int](3), Id[string]("s"), Two[int, string](1, "b"), Two[int](2, 3.5))
	f := Id[float64]
	fmt.Println(f(2.5))
	x := 65
	p := unsafe.Pointer(&x)
	*(*int)(p) = 66
	fmt.Println(*(*int)(p), (*T)(nil) == nil, []byte("hi"), H(func(n int) string { return "h" })(1))
	y := *(*int)(unsafe.Pointer(&x)) + 1
	fmt.Println(y, (func(int) int)(fs[0])(1), (interface{})(x) == 66)
	c := make(chan int, 1)
	ro := (<-chan int)(c)
	so := chan<- int(c)
	so <- 4
	fmt.Println(<-ro, len((<-chan int)(c)))
	o := Outer{T: &T{5}}
	fmt.Println(Outer.Get(o), (*Outer).Add(&o, 2), (*T).Get(o.T), T.Get(*o.T), Outer.Add(o, 1))
	vs := []T{{1}, {2}}
	fmt.Println(vs[i].Get(), vs[i].Add(3), vs)
	pt := &vs
	fmt.Println((*pt)[i].Add(1), (*pt)[0].Get())
	nested := [][]func(int) int{{fs[1]}}
	fmt.Println(nested[0][j](21))
	type local []func(int) int
	fmt.Println(local(fs)[i](4), local{fs[0]}[j](1))
	var e any = fs
	fmt.Println(e.([]func(int) int)[i](6))
	idx := func() int { return 1 }
	fmt.Println(fs[idx()](2), fs[len(fs)-1](3), fs[i-1](4))
}
