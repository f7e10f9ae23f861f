package main

import "fmt"

func main() {
	s := 0
	for i := 0; i < 10; i++ {
		if i%2 == 0 {
			continue
		}
		if i > 7 {
			break
		}
		s += i
	}
	fmt.Println(s)
	n := 1
	for n < 100 {
		n *= 3
	}
	fmt.Println(n)
	k := 0
	for {
		k++
		if k == 5 {
			break
		}
	}
	fmt.Println(k)
	for i, j := 0, 10; i < j; i, j = i+1, j-2 {
		fmt.Print(i, ",", j, " ")
	}
	fmt.Println()
outer:
	for i := 0; i < 4; i++ {
		for j := 0; j < 4; j++ {
			if j == 2 {
				continue outer
			}
			if i == 3 {
				break outer
			}
			fmt.Print(i, j, ";")
		}
	}
	fmt.Println()
	var i int
	for i = 5; i > 0; {
		i -= 2
	}
	fmt.Println(i)
	for ; i < 3; i++ {
	}
	fmt.Println(i)
	a, b := 0, 1
	for range 10 {
		a, b = b, a+b
	}
	fmt.Println(a, b)
	sum := 0
	for i := range 5 {
		for j := range i {
			sum += i * j
		}
	}
	fmt.Println(sum)
	swap1, swap2 := 1, 2
	for i := 0; i < 3; i++ {
		swap1, swap2 = swap2, swap1
	}
	fmt.Println(swap1, swap2)
}
