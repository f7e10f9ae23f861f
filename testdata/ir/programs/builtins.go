package main

import "fmt"

func main() {
	s := make([]int, 2, 5)
	s = append(s, 1, 2)
	fmt.Println(s, len(s), cap(s))
	t := append(s[:1], 9)
	fmt.Println(s, t)
	t = append([]int(nil), s...)
	t[0] = 77
	fmt.Println(s[0], t)
	u := append(s)
	fmt.Println(len(u))
	bs := append([]byte("ab"), "cd"...)
	fmt.Println(string(bs))
	fmt.Println(copy(bs, "xyz"))
	fmt.Println(string(bs))
	fmt.Println(copy(s, []int{8, 7, 6}))
	fmt.Println(s)
	fmt.Println(copy(s[1:], s))
	fmt.Println(s)
	m := make(map[string]int, 10)
	m["a"] = 1
	m["b"] = 2
	delete(m, "a")
	delete(m, "zz")
	fmt.Println(len(m))
	clear(m)
	fmt.Println(len(m), m["b"])
	clear(s)
	fmt.Println(s)
	c := make(chan int, 4)
	c <- 1
	c <- 2
	fmt.Println(len(c), cap(c))
	close(c)
	v, ok := <-c
	fmt.Println(v, ok)
	<-c
	v, ok = <-c
	fmt.Println(v, ok)
	fmt.Println(min(3, 1, 2), max(1.5, 2), min("b", "a"))
	x, y := 4, 9
	fmt.Println(min(x, y), max(x, y, 7))
	p := new(int)
	*p = 3
	q := new([2]string)
	q[1] = "z"
	fmt.Println(*p, *q, len(q))
	z := complex(float64(x), 2)
	fmt.Println(real(z), imag(z))
	arr := [4]int{1, 2, 3, 4}
	fmt.Println(len(arr), cap(arr[1:3]), arr[1:3], arr[:], arr[2:], arr[:1:2])
	sl := arr[1:2]
	sl = append(sl, 50)
	fmt.Println(arr, sl)
	sl = arr[0:1:1]
	sl = append(sl, 60)
	fmt.Println(arr, sl)
	str := "hello"
	fmt.Println(str[1:3], str[:2], str[3:], len(str), str[4])
	pa := &arr
	fmt.Println(pa[1:3], len(pa), pa[3])
	var np *[3]int
	fmt.Println(len(np))
	ss := [][]int{}
	ss = append(ss, []int{1}, nil, s[:0])
	fmt.Println(len(ss), ss[1] == nil, ss[2] == nil)
	var anys []any
	anys = append(anys, 1, "a", nil, 2.5)
	fmt.Println(anys...)
	var err []error
	err = append(err, fmt.Errorf("e%d", 1))
	fmt.Println(err)
	e := s[1:1]
	fmt.Println(len(e), cap(e) > 0)
	w := make([]string, 2)
	fmt.Printf("%q\n", w)
}
