package main

import "fmt"

type ring struct {
	items [4]int
	head  int
	size  int
}

func (r *ring) push(n int) bool {
	if r.size == len(r.items) {
		return false
	}
	r.items[(r.head+r.size)%len(r.items)] = n
	r.size++
	return true
}

func (r *ring) pop() (n int, ok bool) {
	if r.size == 0 {
		return
	}
	n, ok = r.items[r.head], true
	r.head = (r.head + 1) % len(r.items)
	r.size--
	return
}

func main() {
	var r ring
	for i := range 6 {
		fmt.Println("push", i, r.push(i))
	}
	copied := r
	for {
		n, ok := r.pop()
		if !ok {
			break
		}
		fmt.Println("pop", n)
	}
	fmt.Println(copied.size, r.size)
}
