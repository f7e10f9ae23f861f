package main

import "fmt"

type res struct {
	id  int
	log *[]string
}

func (r *res) Close() error {
	*r.log = append(*r.log, fmt.Sprint("close", r.id))
	if r.id == 2 {
		return fmt.Errorf("close %d failed", r.id)
	}
	return nil
}

func open(log *[]string, n int) (rs []*res, err error) {
	for i := 0; i < n; i++ {
		r := &res{i, log}
		defer func() {
			if cerr := r.Close(); cerr != nil && err == nil {
				err = cerr
			}
		}()
		rs = append(rs, r)
		if i == 3 {
			return rs, fmt.Errorf("too many")
		}
	}
	return
}

func trace(name string) func() {
	fmt.Println("enter", name)
	return func() { fmt.Println("exit", name) }
}

func traced(n int) int {
	defer trace(fmt.Sprint("f", n))()
	if n == 0 {
		return 0
	}
	return 1 + traced(n-1)
}

func modify() (x int, s []int) {
	defer func(y int) {
		x += y
		s[0] = 100
	}(x + 5)
	x = 10
	s = []int{1}
	return x * 2, s
}

func loopRecover() (out []string) {
	for i := range 4 {
		func() {
			defer func() {
				if r := recover(); r != nil {
					out = append(out, fmt.Sprint("r", i, r))
				}
			}()
			if i%2 == 1 {
				panic(i * 10)
			}
			out = append(out, fmt.Sprint("ok", i))
		}()
	}
	return
}

func rethrow() (err any) {
	defer func() { err = recover() }()
	defer func() {
		r := recover()
		panic(fmt.Sprint("re:", r))
	}()
	panic("orig")
}

func deferInCond(a, b bool) (s string) {
	if a {
		defer func() { s += "A" }()
		if b {
			defer func() { s += "B" }()
			return "x"
		}
	}
	defer func() { s += "C" }()
	return "y"
}

func deferVal() {
	x := []int{1, 2, 3}
	for i := range x {
		defer func(n int) { fmt.Print(n, x[n], " ") }(i)
		x[i] *= 2
	}
	x = append(x[:1], 9, 9)
}

type L struct{ n int }

func (l *L) Lock()   { l.n++ }
func (l *L) Unlock() { l.n-- }

func locked(l *L, f func()) {
	l.Lock()
	defer l.Unlock()
	f()
}

func main() {
	var log []string
	rs, err := open(&log, 3)
	fmt.Println(len(rs), err, log)
	log = nil
	rs, err = open(&log, 9)
	fmt.Println(len(rs), err, log)
	fmt.Println(traced(2))
	fmt.Println(modify())
	fmt.Println(loopRecover())
	fmt.Println(rethrow())
	fmt.Println(deferInCond(true, true), deferInCond(true, false), deferInCond(false, false))
	deferVal()
	fmt.Println()
	l := &L{}
	locked(l, func() { fmt.Println(l.n) })
	func() {
		defer func() { recover(); fmt.Println(l.n) }()
		locked(l, func() { panic(1) })
	}()
	fmt.Println(func() (n int) { defer func() { n++ }(); return 41 }())
	var nilf func()
	func() {
		defer func() { fmt.Println("nil defer:", recover() != nil) }()
		defer nilf()
		fmt.Println("before")
	}()
}
