package main

import "fmt"

// Variables of a list are read when its calls have returned.

func byPointer(x *[]int) error { *x = append(*x, 1); return nil }

func returned() ([]int, error) {
	var x []int
	return x, byPointer(&x)
}

func captured() ([]int, error) {
	var x []int
	grow := func() error { x = append(x, 2); return nil }
	return x, grow()
}

func defined() int {
	var x []int
	grow := func() error { x = append(x, 2); return nil }
	y, err := x, grow()
	if err != nil {
		return -1
	}
	return len(y)
}

func swapped() (int, int) {
	a, b := 1, 2
	a, b = b, a
	return a, b
}

func main() {
	x, _ := returned()
	y, _ := captured()
	a, b := swapped()
	fmt.Println(len(x), len(y), defined(), a, b)
}
