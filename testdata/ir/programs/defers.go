package main

import "fmt"

func order() {
	for i := 0; i < 3; i++ {
		defer fmt.Print("d", i, " ")
	}
	fmt.Print("body ")
}

func args() {
	x := 1
	defer fmt.Println("deferred", x)
	x = 2
	defer func() { fmt.Println("closure", x) }()
	x = 3
}

func named() (n int) {
	defer func() { n *= 2 }()
	n = 4
	return n + 1
}

func unnamed() int {
	n := 4
	defer func() { n *= 2 }()
	return n
}

func two() (a int, s string) {
	defer func() { a++; s += "!" }()
	return 1, "x"
}

type T struct{ name string }

func (t T) Val()  { fmt.Print("val ", t.name, " ") }
func (t *T) Ptr() { fmt.Print("ptr ", t.name, " ") }

func methods() {
	t := T{"a"}
	defer t.Val()
	defer t.Ptr()
	f := t.Val
	defer f()
	t.name = "b"
}

func builtins() {
	m := map[string]int{"a": 1, "b": 2}
	defer func() { fmt.Println(len(m)) }()
	defer delete(m, "a")
	c := make(chan int)
	defer func() { _, ok := <-c; fmt.Println("closed", !ok) }()
	defer close(c)
}

func cond(b bool) (s string) {
	if b {
		defer func() { s += " deferred" }()
	}
	s = "set"
	return
}

func nested() {
	defer func() {
		defer fmt.Println("inner deferred")
		fmt.Println("inner")
	}()
	fmt.Println("outer")
}

func main() {
	order()
	fmt.Println()
	args()
	fmt.Println(named(), unnamed())
	fmt.Println(two())
	methods()
	fmt.Println()
	builtins()
	fmt.Println(cond(true), cond(false))
	nested()
	var p *T = &T{"p"}
	defer p.Ptr()
	p = &T{"q"}
	defer func(f func()) { f() }(p.Ptr)
}
