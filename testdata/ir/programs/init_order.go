package main

import "fmt"

var a = initA()

func initA() string { fmt.Println("initA"); return "a" }

var b, c = func() (int, int) { fmt.Println("bc"); return 1, 2 }()

var (
	d = []string{a, "d"}
	e = map[string]func() int{"e": func() int { return b + c }}
	f = struct {
		x int
		y []int
	}{x: c, y: []int{b, c}}
	g [2]int
	h = &f
	i any = h.x
	j     = e["e"]() * 10
)

const k, l = 3, "l" + "L"

func init() { g[k-2] = j; fmt.Println("init", len(d)) }

type T struct{ n int }

var t = T{n: j}
var pt = &t
var fn = t.get
var bound = pt.inc

func (t T) get() int { return t.n }
func (t *T) inc()    { t.n++ }

var _ = fmt.Sprint("blank")
var chain = func() int {
	s := 0
	for _, v := range f.y {
		s += v
	}
	return s
}()

func main() {
	fmt.Println(a, b, c, d, e["e"](), f, g, h.y, i, j, l)
	bound()
	pt.inc()
	fmt.Println(t.n, fn(), pt.get(), chain)
	f.y = append(f.y, 5)
	h.x++
	fmt.Println(f, len(h.y))
	g[0], g[1] = g[1], g[0]
	fmt.Println(g)
	*h = struct {
		x int
		y []int
	}{}
	fmt.Println(f.x, f.y == nil)
	e = nil
	fmt.Println(len(e))
	t = T{}
	fmt.Println(pt.n)
}
