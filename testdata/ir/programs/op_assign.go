package main

import "fmt"

type T struct {
	n    int
	arr  [4]int
	m    map[string]int
	next *T
}

func idx(name string, i int) int {
	fmt.Println("idx", name)
	return i
}

func main() {
	x := 7
	x += 3
	x -= 1
	x *= 2
	x /= 4
	x %= 3
	x <<= 5
	x >>= 1
	x |= 5
	x &= 13
	x ^= 6
	x &^= 2
	fmt.Println(x)
	a := []int{1, 2, 3}
	a[idx("a", 1)] += 10
	a[idx("b", 2)]++
	a[0]--
	fmt.Println(a)
	m := map[string]int{}
	m["x"]++
	m["x"] += 4
	m["y"] -= 2
	fmt.Println(m["x"], m["y"])
	t := T{m: map[string]int{}}
	t.n += 2
	t.arr[idx("c", 3)] *= 5
	t.arr[2] += 6
	t.m["k"]++
	t.next = &T{n: 1}
	t.next.n++
	t.next.arr[1]--
	fmt.Println(t.n, t.arr, t.m, t.next.n, t.next.arr)
	s := "a"
	s += "b" + s
	fmt.Println(s)
	p := &x
	*p += 100
	(*p)++
	fmt.Println(x, *p)
	var u8 uint8 = 250
	u8 += 10
	var i8 int8 = 127
	i8++
	fmt.Println(u8, i8)
	f := 1.5
	f *= 2
	f /= 4
	fmt.Println(f)
}
