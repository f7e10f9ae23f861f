package main

import "fmt"

var (
	a    = 1
	b    = a + 1
	c, d = pair()
	m    = map[string][]int{"x": {1, 2}, "y": nil}
	s    = []string{"p", "q"}
	f    = func(x int) int { count++; return x * b }
	arr  [3]int
	st   struct {
		n int
		t []int
	}
	iface any = st.n
	_         = register("blank")
	count int
	ptr       = &a
)

var names []string

const (
	A = iota * 10
	B
	C
	_
	E
)

const (
	KB = 1 << (10 * (iota + 1))
	MB
)

type Color int

const (
	Red Color = iota
	Green
)

func (c Color) String() string { return [...]string{"red", "green"}[c] }

func pair() (int, string)      { return b * 10, "d" }
func register(n string) string { return n }

func init() {
	names = append(names, "init1")
	a += 100
}

func init() {
	names = append(names, "init2")
	*ptr++
}

func bump() int { count += 10; return count }

func main() {
	fmt.Println(a, b, c, d, m, s, names)
	fmt.Println(f(3), count, arr, st.n, iface)
	arr[1] = 5
	st.n++
	st.t = append(st.t, 1, 2)
	m["z"] = append(m["z"], 9)
	s[0], s[1] = s[1], s[0]
	count, arr[0] = bump(), count
	fmt.Println(arr[1:], st, m["z"], s, count)
	*ptr = 7
	fmt.Println(a)
	p := &st
	p.n = 50
	q := &arr[2]
	*q = 6
	fmt.Println(st.n, arr)
	f = func(int) int { return -1 }
	fmt.Println(f(0))
	fmt.Println(A, B, C, E, KB, MB, Red, Green, Color(1))
	func() {
		a := a + 1
		a++
		fmt.Println(a)
	}()
	fmt.Println(a)
	const local = "x" + "y"
	type T struct{ v int }
	var t T
	t.v = len(local)
	fmt.Println(t, local)
}
