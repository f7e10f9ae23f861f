package main

import (
	"fmt"
	"sort"
)

type P struct{ x, y int }

func slice() []int { fmt.Println("slice()"); return []int{1, 2, 3} }

func main() {
	for i, v := range slice() {
		fmt.Print(i, "=", v, " ")
	}
	fmt.Println()
	xs := []int{1, 2, 3}
	for i, v := range xs {
		xs = append(xs, v*10)
		if i == 0 {
			xs[1] = 77
		}
	}
	fmt.Println(xs)
	arr := [3]int{1, 2, 3}
	for i, v := range arr {
		arr[2] = 100
		fmt.Print(i, v, " ")
	}
	fmt.Println(arr)
	arr = [3]int{1, 2, 3}
	for i, v := range &arr {
		arr[2] = 100
		fmt.Print(i, v, " ")
	}
	fmt.Println()
	for i := range arr {
		fmt.Print(i)
	}
	for range arr {
		fmt.Print(".")
	}
	fmt.Println()
	for i, r := range "aé世"+string([]byte{0xff})+"!" {
		fmt.Print(i, ":", r, " ")
	}
	fmt.Println()
	for i := range "abc" {
		fmt.Print(i)
	}
	fmt.Println()
	m := map[string]int{"a": 1, "b": 2, "c": 3}
	var keys []string
	total := 0
	for k, v := range m {
		keys = append(keys, k)
		total += v
	}
	sort.Strings(keys)
	fmt.Println(keys, total)
	for k := range m {
		delete(m, k)
	}
	fmt.Println(len(m))
	c := make(chan int, 3)
	c <- 4
	c <- 5
	close(c)
	for v := range c {
		fmt.Print(v, " ")
	}
	fmt.Println()
	var k, v int
	for k, v = range []int{7, 8, 9} {
	}
	fmt.Println(k, v)
	var p P
	for p.x, p.y = range []int{5, 6} {
	}
	fmt.Println(p)
	idx := []int{0, 0, 0}
	for i, idx[i] = range []int{4, 5, 6} {
		_ = i
	}
	fmt.Println(idx)
	var n uint8 = 3
	for i := range n {
		fmt.Printf("%T%v ", i, i)
	}
	fmt.Println()
	ps := []P{{1, 2}, {3, 4}}
	for _, p := range ps {
		p.x = 100
	}
	for i := range ps {
		ps[i].y *= 2
	}
	fmt.Println(ps)
	var nilmap map[string]int
	for range nilmap {
		fmt.Println("never")
	}
	for range []int(nil) {
		fmt.Println("never")
	}
}

var i int
