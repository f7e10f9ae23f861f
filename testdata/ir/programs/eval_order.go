package main

import "fmt"

var log []string

func f(s string) int    { log = append(log, s); return len(log) }
func g(s string) []int  { log = append(log, s); return make([]int, 10) }
func h(s string) *[3]int { log = append(log, s); return &[3]int{1, 2, 3} }
func m(s string) map[int]int {
	log = append(log, s)
	return map[int]int{}
}
func fn(s string) func(...int) int {
	log = append(log, s)
	return func(xs ...int) int { log = append(log, "call-"+s); return len(xs) }
}
func ch(s string) chan int { log = append(log, s); return make(chan int, 1) }

type T struct{ a, b, c int }

func (t T) add(xs ...int) T { log = append(log, "add"); return t }
func mk(s string) T          { log = append(log, s); return T{} }

func show() {
	fmt.Println(log)
	log = nil
}

func main() {
	g("a")[f("b")], g("c")[f("d")] = f("e"), f("f")
	show()
	_ = fn("x")(f("y"), f("z"))
	show()
	_ = fn("p")(fn("q")(f("r")), f("s"))
	show()
	_ = T{f("1"), f("2"), f("3")}
	_ = T{c: f("c"), a: f("a")}
	show()
	_ = []int{f("1"), f("2")}
	show()
	m("m")[f("k")] = f("v")
	show()
	_ = f("l")+f("r")*f("x") > f("y") || f("never") > 0
	show()
	ch("c") <- f("v")
	show()
	mk("recv").add(f("1")).add(f("2"), f("3"))
	show()
	h("p")[f("i")%3] += f("v")
	show()
	a, b := f("a"), f("b")
	_, _ = a, b
	show()
	switch f("tag") {
	case f("c1"), f("c2"):
	case f("c3"):
	}
	show()
	_ = g("s")[f("lo"):f("hi")+5:f("max")+6]
	show()
	defer fn("d")(f("darg"))
	show()
	if x := f("init"); x > f("cond") {
	}
	show()
	for i := f("init"); i < f("cond"); i += f("post") {
	}
	show()
	p := &T{}
	p.a, p.b = f("1"), p.a
	fmt.Println(p.b)
	arr := [3]int{10, 20, 30}
	i := 1
	i, arr[i] = 0, i+5
	fmt.Println(i, arr)
	var x any = f("box")
	fmt.Println(x)
	copy(g("dst")[f("a"):], g("src"))
	show()
	_ = append(g("base"), f("1"), f("2"))
	show()
	return
}
