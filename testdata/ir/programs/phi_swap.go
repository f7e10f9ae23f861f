package main

import "fmt"

func swapLoop(n int) (int, int, int) {
	a, b, c := 1, 2, 3
	for i := 0; i < n; i++ {
		a, b, c = c, a, b
	}
	return a, b, c
}

func lost(n int) int {
	x, y := 0, 1
	for n > 0 {
		t := x
		x = y
		y = t + y
		n--
	}
	return x
}

func diamond(a, b bool) (r string) {
	x := "0"
	if a {
		x = "a"
		if b {
			x += "b"
		}
	} else if b {
		x = "B"
	}
	y := x
	if x != "0" {
		y = y + "!"
	}
	return x + y
}

func uninit(n int) (s string) {
	var p *int
	for i := 0; i < n; i++ {
		if p != nil {
			s += fmt.Sprint(*p, " ")
		}
		v := i * 10
		p = &v
	}
	return
}

func breakVal(xs []int) (idx int) {
	idx = -1
	for i, x := range xs {
		if x < 0 {
			idx = i
			break
		} else if x == 0 {
			return -2
		}
	}
	if idx >= 0 {
		idx *= 100
	}
	return idx
}

func nestedLoops(n int) (count, last int) {
	for i := 0; i < n; i++ {
		for j := i; j < n; j++ {
			if (i+j)%2 == 0 {
				continue
			}
			count++
			if count > 5 {
				last = i*10 + j
				goto end
			}
		}
	}
end:
	return
}

func collatz(n int) (steps int) {
	for n != 1 {
		if n%2 == 0 {
			n /= 2
		} else {
			n = 3*n + 1
		}
		steps++
	}
	return
}

func condAssign(v int) int {
	x := v
	switch {
	case v < 0:
		x = -v
	case v > 100:
		x = 100
		fallthrough
	case v == 50:
		x++
	}
	y := 0
	for {
		if y >= x {
			break
		}
		y += 7
		if y%5 == 0 {
			x--
			continue
		}
	}
	return x*1000 + y
}

func dead(b bool) int {
	x := 1
	if b {
		return x
		x = 2
	}
	for {
		x++
		if x > 3 {
			return x
		}
	}
	x = 100
	return x
}

func main() {
	fmt.Println(swapLoop(0))
	fmt.Println(swapLoop(1))
	fmt.Println(swapLoop(2))
	fmt.Println(lost(10))
	for _, a := range []bool{false, true} {
		for _, b := range []bool{false, true} {
			fmt.Print(diamond(a, b), " ")
		}
	}
	fmt.Println()
	fmt.Println(uninit(4))
	fmt.Println(breakVal([]int{1, 2, -3}), breakVal([]int{1, 0, -3}), breakVal(nil))
	fmt.Println(nestedLoops(3))
	fmt.Println(nestedLoops(10))
	fmt.Println(collatz(27))
	fmt.Println(condAssign(-8), condAssign(200), condAssign(50), condAssign(3))
	fmt.Println(dead(true), dead(false))
}
