package main

import "fmt"

type T struct{ n int }

func (t *T) inc() { t.n++ }

func params(a int, b *int, c []int, d T) (func(), func() string) {
	return func() { a++; *b++; c[0]++; d.n++ },
		func() string { return fmt.Sprint(a, *b, c[0], d.n) }
}

func named() (x int, f func() int) {
	x = 5
	f = func() int { x++; return x }
	return x * 2, f
}

func recursive() int {
	var even, odd func(int) bool
	even = func(n int) bool { return n == 0 || odd(n-1) }
	odd = func(n int) bool { return n != 0 && even(n-1) }
	r := 0
	for i := range 5 {
		if even(i) {
			r += i
		}
	}
	return r
}

func shared() (out []int) {
	x := 0
	incs := []func(){func() { x++ }, func() { x += 10 }, func() { func() { x *= 2 }() }}
	for _, f := range incs {
		f()
		out = append(out, x)
	}
	return
}

func branches(b bool) func() int {
	v := 1
	if b {
		v = 2
	}
	f := func() int { return v }
	if !b {
		return f
	}
	w := v
	return func() int { return f() + w }
}

func ifScope() (fs []func() int) {
	if x, y := 1, 2; x > y {
		fs = append(fs, func() int { return x })
	} else if z := x + y; z > 2 {
		fs = append(fs, func() int { z++; return x + y + z })
		x = 10
	}
	switch q := len(fs); q {
	case 1:
		fs = append(fs, func() int { return q })
		q = 77
	}
	return
}

func arrays() (int, [2]int) {
	a := [2]int{1, 2}
	get := func() [2]int { return a }
	b := a
	a[0] = 10
	b[1] = 20
	c := get()
	c[1] = 30
	return a[0] + b[1] + c[1], get()
}

func deep() string {
	a := "a"
	return func() string {
		b := a + "b"
		return func() string {
			a += "!"
			c := b + "c"
			return func() string { return a + b + c }()
		}()
	}() + a
}

func typeSwitch(vs ...any) (fs []func() string) {
	for _, v := range vs {
		switch x := v.(type) {
		case int:
			fs = append(fs, func() string { x++; return fmt.Sprint("int", x) })
		case string:
			fs = append(fs, func() string { return x + x })
		default:
			fs = append(fs, func() string { return fmt.Sprint(x) })
		}
	}
	return
}

func selectCapture() func() int {
	c := make(chan int, 1)
	c <- 3
	select {
	case v := <-c:
		f := func() int { v *= 2; return v }
		f()
		return f
	}
}

func iife() int {
	x := 1
	y := func(x int) int { x++; return x }(x) + func() int { x += 5; return x }()
	return x*100 + y
}

var global = func() func() int {
	n := 100
	return func() int { n++; return n }
}()

func main() {
	b, c, d := 1, []int{1}, T{1}
	f, s := params(1, &b, c, d)
	f()
	f()
	fmt.Println(s(), b, c, d)
	x, g := named()
	fmt.Println(x, g(), g())
	fmt.Println(recursive(), shared())
	fmt.Println(branches(true)(), branches(false)())
	for _, f := range ifScope() {
		fmt.Print(f(), " ", f(), " ")
	}
	fmt.Println()
	fmt.Println(arrays())
	fmt.Println(deep())
	for _, f := range typeSwitch(1, "s", 2.5, nil) {
		fmt.Print(f(), f(), " ")
	}
	fmt.Println()
	fmt.Println(selectCapture()(), iife())
	fmt.Println(global(), global())
	t := T{}
	incs := []func(){t.inc, t.inc, func() { t.inc() }}
	for _, i := range incs {
		i()
	}
	fmt.Println(t.n)
	m := map[string]func(){}
	n := 0
	for _, k := range []string{"a", "b"} {
		m[k] = func() { n += len(k); k += k }
	}
	m["a"]()
	m["a"]()
	m["b"]()
	fmt.Println(n)
	var self func(int) int
	self = func(k int) int {
		if k <= 1 {
			return 1
		}
		defer func() { n = k }()
		return k * self(k-1)
	}
	fmt.Println(self(5), n)
	func(args ...int) {
		args[0] = 9
		func() { args = append(args, 1) }()
		fmt.Println(args)
	}(1, 2)
	z := 1
	p := &z
	h := func() int { return z + *p }
	*p = 5
	fmt.Println(h())
}
