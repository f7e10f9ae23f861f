package main

import "fmt"

type T struct {
	ok   bool
	next *T
	m    map[string]bool
}

func (t *T) valid() bool { return t != nil && t.ok && (t.next == nil || t.next.valid()) }

func xor(a, b bool) bool { return a != b }

func classify(n int) (s string) {
	if n < 0 {
		s = "neg"
	} else if n == 0 {
		s = "zero"
	} else if n%2 == 0 && n > 100 || n == 42 {
		s = "special"
	} else {
		if n > 10 {
			s = "big"
			return
		}
		s = "small"
	}
	s += "."
	return
}

func first(xs []int, pred func(int) bool) (int, bool) {
	for _, x := range xs {
		if pred(x) {
			return x, true
		}
	}
	return 0, false
}

func init3(a, b, c int) string {
	if x := a + b; x > c {
		return fmt.Sprint("gt", x)
	} else if y := x * 2; y > c {
		return fmt.Sprint("dbl", x, y)
	} else {
		return fmt.Sprint("none", x, y)
	}
}

func ternary(c bool, a, b int) int {
	if c {
		return a
	}
	return b
}

func side(p *int, r bool) bool { *p++; return r }

func main() {
	t := &T{ok: true, next: &T{ok: true, m: map[string]bool{"a": true}}}
	fmt.Println(t.valid(), (*T)(nil).valid(), t.next.m["a"] && !t.m["a"])
	t.next.ok = false
	fmt.Println(t.valid())
	for _, n := range []int{-1, 0, 42, 102, 11, 5} {
		fmt.Print(classify(n), " ")
	}
	fmt.Println()
	fmt.Println(first([]int{1, 5, 8}, func(i int) bool { return i%2 == 0 }))
	fmt.Println(first(nil, nil))
	fmt.Println(init3(1, 2, 2), init3(1, 2, 5), init3(1, 2, 9))
	fmt.Println(ternary(3 > 2 && !false, 1, 2), xor(true, false))
	n := 0
	_ = side(&n, true) && side(&n, false) && side(&n, true)
	_ = side(&n, true) || side(&n, true)
	b := side(&n, false) || side(&n, false) || !side(&n, false)
	fmt.Println(n, b)
	for i := 0; i < 8; i++ {
		p, q, r := i&1 == 1, i&2 == 2, i&4 == 4
		x := p && q || r
		y := p && (q || r)
		z := !(p || q) && r || p && !r
		if (p || q) && (q || r) && !(p && q && r) {
			fmt.Print("*")
		}
		fmt.Print(x, y, z, " ")
	}
	fmt.Println()
	var e error
	if e == nil && n != 0 {
		fmt.Println("nil")
	}
	m := map[string]*T{"t": t}
	if v, ok := m["t"]; ok && v.ok {
		fmt.Println("found")
	}
	if v := m["x"]; v == nil || v.ok {
		fmt.Println("short")
	}
	const debug = false
	if debug {
		fmt.Println("never")
	}
	if true {
		fmt.Println("always")
	}
	for ok := true; ok; ok = n < 10 {
		n += 3
	}
	fmt.Println(n)
	var a any = 5
	if i, ok := a.(int); ok && i > 3 || !ok {
		fmt.Println("int", i)
	}
	w := func() bool { return n > 5 }() && len("abc") == 3
	fmt.Println(w)
}
