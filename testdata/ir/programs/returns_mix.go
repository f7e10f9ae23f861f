package main

import "fmt"

var trace string

func t(s string, v int) int { trace += s; return v }

func both() (int, int)            { return t("a", 1), t("b", 2) }
func viaNamed() (x, y int)        { x = t("x", 1); y = t("y", x+1); return y, x }
func pass() (int, int)            { return both() }
func conv() (any, error)          { return t("c", 3), nil }
func ifaceFromCall() (fmt.Stringer, bool) { return mk() }
func mk() (*N, bool)              { return &N{4}, true }

type N struct{ n int }

func (n *N) String() string { return fmt.Sprint("N", n.n) }

func nilPtr() fmt.Stringer {
	var n *N
	return n
}

func deferOrder() (s string) {
	defer func() { s += "1" }()
	defer func() { s += "2" }()
	return func() string { s = "lost"; return "r" }()
}

func deferArg() (n int) {
	defer func(old int) { n += old * 10 }(n)
	n = 3
	defer func(old int) { n += old * 100 }(n)
	return 7
}

func loopRet(xs ...int) (i, x int) {
	for i, x = range xs {
		if x > 2 {
			return
		}
	}
	return -1, i
}

func shadowRet() (err error) {
	{
		err := fmt.Errorf("inner")
		_ = err
	}
	return
}

func funcRet() func() (int, string) {
	return func() (int, string) { return 1, "s" }
}

func variadicRet() []any { return []any{1, "x"} }

func namedMap() (m map[string]int, ok bool) {
	defer func() { m["d"] = 1; ok = len(m) == 2 }()
	m = map[string]int{}
	m["b"] = 2
	return
}

func multiNested() (a, b, c int) {
	a, b, c = 1, 2, 3
	func() {
		a, b = b, a
		func() { c = a + b }()
	}()
	if c == 3 {
		return c, b, a
	}
	return
}

func named2() (v struct{ n int }, arr [2]int) {
	v.n = 3
	arr[1] = v.n
	defer func() { arr[0] = v.n * 2; v.n++ }()
	return
}

func unnamedStruct() struct{ a, b int } {
	var r struct{ a, b int }
	defer func() { r.a = 100 }()
	r.a, r.b = 1, 2
	return r
}

func blankParams(_ int, _ string, c int) (_ int, err error) { return c, nil }

func recoverNamed() (s string, n int) {
	defer func() {
		if r := recover(); r != nil {
			s += fmt.Sprint("!", r)
		}
	}()
	s, n = "set", 4
	var a []int
	n = a[n]
	return "no", 0
}

func main() {
	fmt.Println(both())
	fmt.Println(viaNamed())
	fmt.Println(pass())
	fmt.Println(trace)
	fmt.Println(conv())
	fmt.Println(ifaceFromCall())
	fmt.Println(nilPtr() == nil, nilPtr() != nil)
	fmt.Println(deferOrder(), deferArg())
	fmt.Println(loopRet(1, 2, 3, 4))
	fmt.Println(loopRet(1, 2))
	fmt.Println(loopRet())
	n, s := funcRet()()
	fmt.Println(n, s)
	fmt.Println(variadicRet()...)
	fmt.Println(namedMap())
	fmt.Println(multiNested())
	fmt.Println(named2())
	fmt.Println(unnamedStruct())
	fmt.Println(blankParams(1, "", 3))
	fmt.Println(recoverNamed())
}
