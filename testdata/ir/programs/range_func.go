package main

import "fmt"

func count(n int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		defer fmt.Print("[done] ")
		for i := 0; i < n; i++ {
			if !yield(i) {
				return
			}
		}
	}
}

func pairs(xs ...string) func(func(int, string) bool) {
	return func(yield func(int, string) bool) {
		for i, x := range xs {
			if !yield(i, x) {
				return
			}
		}
	}
}

func times(n int) func(func() bool) {
	return func(yield func() bool) {
		for range n {
			if !yield() {
				return
			}
		}
	}
}

func find(want int) (int, bool) {
	for i := range count(10) {
		if i == want {
			return i * 100, true
		}
	}
	return -1, false
}

func named(want string) (pos int, err error) {
	for i, s := range pairs("a", "b", "c") {
		pos = i
		if s == want {
			return
		}
		if s == "b" && want == "err" {
			return 7, fmt.Errorf("bad %s", s)
		}
	}
	pos = -5
	return
}

func deferred() (out string) {
	for i := range count(3) {
		defer func() { out += fmt.Sprint("d", i) }()
	}
	out = "body "
	return out
}

func nested() (string, int) {
	total := 0
outer:
	for i := range count(5) {
		for _, s := range pairs("x", "y", "z") {
			total++
			if s == "y" && i == 1 {
				continue outer
			}
			if i == 3 {
				break outer
			}
			if s == "z" && i == 2 {
				return "returned", total
			}
		}
	}
	return "end", total
}

func mixed() int {
	n := 0
loop:
	for k := 0; k < 4; k++ {
		for i := range count(4) {
			switch {
			case i == 1:
				continue
			case i == 2 && k == 1:
				continue loop
			case k == 2:
				break loop
			case i == 3:
				break
			}
			n += 10*k + i
		}
	}
	return n
}

func closures() {
	var fs []func() int
	for i := range count(3) {
		fs = append(fs, func() int { i++; return i })
	}
	for _, f := range fs {
		fmt.Print(f(), f(), " ")
	}
	fmt.Println()
}

func jump() int {
	n := 0
again:
	for i := range count(3) {
		n++
		if i == 1 && n < 4 {
			goto again
		}
	}
	return n
}

type tree struct {
	l, r *tree
	v    int
}

func (t *tree) all(yield func(int) bool) bool {
	return t == nil || t.l.all(yield) && yield(t.v) && t.r.all(yield)
}

func (t *tree) each() func(func(int) bool) {
	return func(yield func(int) bool) { t.all(yield) }
}

func main() {
	for i := range count(3) {
		if i == 1 {
			continue
		}
		fmt.Print(i, " ")
	}
	fmt.Println()
	for range count(2) {
		fmt.Print("x")
	}
	fmt.Println()
	for range times(3) {
		fmt.Print("t")
	}
	fmt.Println()
	fmt.Println(find(4))
	fmt.Println(find(40))
	fmt.Println(named("b"))
	fmt.Println(named("err"))
	fmt.Println(named("q"))
	fmt.Println(deferred())
	fmt.Println(nested())
	fmt.Println(mixed())
	closures()
	fmt.Println(jump())
	var k int
	var s string
	for k, s = range pairs("p", "q") {
	}
	fmt.Println(k, s)
	t := &tree{&tree{nil, nil, 1}, &tree{nil, nil, 3}, 2}
	for v := range t.each() {
		if v == 3 {
			break
		}
		fmt.Print(v, " ")
	}
	fmt.Println()
	func() {
		defer func() { fmt.Println("rec", recover()) }()
		for i := range count(3) {
			if i == 1 {
				panic("in body")
			}
		}
	}()
	sum := 0
	for i := range count(4) {
		for j := range count(i) {
			sum += i * j
		}
	}
	fmt.Println(sum)
}
