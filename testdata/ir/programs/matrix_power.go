package main

import "fmt"

type matrix [][]int

func identity(n int) matrix {
	m := make(matrix, n)
	for i := range m {
		m[i] = make([]int, n)
		m[i][i] = 1
	}
	return m
}

func (m matrix) times(o matrix) matrix {
	r := make(matrix, len(m))
	for i := range m {
		r[i] = make([]int, len(o[0]))
		for j := range o[0] {
			for k := range o {
				r[i][j] += m[i][k] * o[k][j]
			}
		}
	}
	return r
}

func main() {
	fib := matrix{{1, 1}, {1, 0}}
	r := identity(2)
	for n := 10; n > 0; n >>= 1 {
		if n&1 == 1 {
			r = r.times(fib)
		}
		fib = fib.times(fib)
	}
	fmt.Println(r[0][1], r)
}
