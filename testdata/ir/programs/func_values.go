package main

import (
	"fmt"
	"sort"
	"strings"
)

type op func(float64, float64) (float64, error)
type handler interface{ handle(string) string }
type hf func(string) string

func (h hf) handle(s string) string { return h(s) }

type mw func(handler) handler

func chain(h handler, ms ...mw) handler {
	for i := len(ms) - 1; i >= 0; i-- {
		h = ms[i](h)
	}
	return h
}

func tag(t string) mw {
	return func(next handler) handler {
		return hf(func(s string) string { return "<" + t + ">" + next.handle(s) + "</" + t + ">" })
	}
}

type byLen []string

func (b byLen) Len() int           { return len(b) }
func (b byLen) Less(i, j int) bool { return len(b[i]) < len(b[j]) }
func (b byLen) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }

type opt func(*cfg)
type cfg struct {
	name string
	n    int
	tags []string
}

func withName(n string) opt   { return func(c *cfg) { c.name = n } }
func withTags(t ...string) opt { return func(c *cfg) { c.tags = append(c.tags, t...) } }
func build(os ...opt) cfg {
	c := cfg{n: 1}
	for _, o := range os {
		o(&c)
	}
	return c
}

func curry(f func(int, int) int) func(int) func(int) int {
	return func(a int) func(int) int { return func(b int) int { return f(a, b) } }
}

func apply(n int, fs ...func(int) int) (r []int) {
	for _, f := range fs {
		r = append(r, f(n))
	}
	return
}

func ret() (func() int, func(int)) {
	var s struct{ v int }
	return func() int { return s.v }, func(n int) { s.v += n }
}

func bubble(s sort.Interface) {
	for i := s.Len(); i > 1; i-- {
		for j := 1; j < i; j++ {
			if s.Less(j, j-1) {
				s.Swap(j, j-1)
			}
		}
	}
}

func main() {
	ops := map[string]op{
		"+": func(a, b float64) (float64, error) { return a + b, nil },
		"/": func(a, b float64) (float64, error) {
			if b == 0 {
				return 0, fmt.Errorf("div by zero")
			}
			return a / b, nil
		},
	}
	for _, k := range []string{"+", "/", "?"} {
		f, ok := ops[k]
		if !ok {
			fmt.Println("no", k)
			continue
		}
		r, err := f(6, 0)
		fmt.Println(k, r, err)
	}
	h := chain(hf(strings.ToUpper), tag("a"), tag("b"))
	fmt.Println(h.handle("x"))
	words := byLen{"ccc", "a", "bb", "dddd", ""}
	bubble(words)
	fmt.Printf("%q\n", []string(words))
	fmt.Println(build(), build(withName("z"), withTags("p", "q"), func(c *cfg) { c.n *= 5 }))
	fmt.Println(curry(func(a, b int) int { return a*10 + b })(4)(2))
	sq := func(i int) int { return i * i }
	fmt.Println(apply(3, sq, func(i int) int { return -i }, curry(func(a, b int) int { return a + b })(100)))
	get, add := ret()
	add(2)
	add(3)
	fmt.Println(get())
	people := []struct {
		n string
		a int
	}{{"x", 3}, {"y", 1}, {"z", 2}}
	sort.Slice(people, func(i, j int) bool { return people[i].a < people[j].a })
	fmt.Println(people)
	var rec func(int) string
	rec = func(n int) string {
		if n == 0 {
			return "."
		}
		return fmt.Sprint(n) + rec(n-1)
	}
	fmt.Println(rec(3))
	fs := [...]func(){func() { fmt.Print("0 ") }, func() { fmt.Print("1 ") }}
	for i := range fs {
		defer fs[i]()
	}
	fs[0], fs[1] = fs[1], fs[0]
	fs[0]()
	func(f func()) { f() }(fs[1])
	fmt.Println()
	p := fmt.Sprintf
	fmt.Println(p("%d-%s", 1, "a"), func(xs ...any) int { return len(xs) }(1, nil, "x"))
	type pair struct {
		f func(int) int
		n int
	}
	pr := pair{sq, 5}
	fmt.Println(pr.f(pr.n), (&pr).f(2))
	if f := pr.f; f != nil {
		fmt.Println(f(9))
	}
	fmt.Println(func() func() int { x := 1; return func() int { x++; return x } }()())
	m := strings.Repeat
	go m("", 1)
	defer func() func() { fmt.Print("now "); return func() { fmt.Println("then") } }()()
}
