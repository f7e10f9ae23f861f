package main

import "fmt"

func counter() (func() int, func(int)) {
	n := 0
	return func() int { n++; return n }, func(v int) { n = v }
}

func adders() []func(int) int {
	var out []func(int) int
	for i := 1; i <= 3; i++ {
		out = append(out, func(x int) int { return x + i })
	}
	return out
}

func compose(fs ...func(int) int) func(int) int {
	return func(x int) int {
		for _, f := range fs {
			x = f(x)
		}
		return x
	}
}

func param(x int) func() int {
	x++
	f := func() int { return x }
	return f
}

func nested(a int) func(int) func(int) int {
	b := a * 2
	return func(c int) func(int) int {
		b += c
		return func(d int) int {
			a++
			return a*1000 + b*100 + c*10 + d
		}
	}
}

type S struct{ n int }

func (s *S) method() func() int { return func() int { s.n++; return s.n } }

func main() {
	get, set := counter()
	get()
	get()
	fmt.Println(get())
	set(10)
	fmt.Println(get())
	fmt.Println(compose(adders()...)(0))
	fmt.Println(param(1)())
	f := nested(1)
	g, h := f(1), f(2)
	fmt.Println(g(3), h(4), g(5))
	var fib func(int) int
	fib = func(n int) int {
		if n < 2 {
			return n
		}
		return fib(n-1) + fib(n-2)
	}
	fmt.Println(fib(15))
	s := S{1}
	m := s.method()
	m()
	fmt.Println(m(), s.n)
	x := 1
	func() {
		x := 2
		x++
		_ = x
	}()
	inc := func() { x++ }
	inc()
	inc()
	fmt.Println(x)
	y := 5
	y = 6
	later := func() int { return y }
	fmt.Println(later())
	z := 1
	later = func() int { return z }
	z = 2
	fmt.Println(later(), func(a, b int) int { return a - b }(5, 3))
	arr := [3]int{1, 2, 3}
	fa := func() int { arr[0]++; return arr[0] }
	arr[0] = 10
	fmt.Println(fa(), arr)
	st := S{1}
	fs := func() S { return st }
	st.n = 7
	fmt.Println(fs())
	if v := 3; v > 2 {
		func() { v *= 2; fmt.Println(v) }()
	}
	funcs := map[string]func(...int) int{
		"sum": func(xs ...int) int {
			t := 0
			for _, x := range xs {
				t += x
			}
			return t
		},
		"len": func(xs ...int) int { return len(xs) },
	}
	fmt.Println(funcs["sum"](1, 2, 3), funcs["len"](), funcs["len"]([]int{1, 2}...))
}
