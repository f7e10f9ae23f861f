package main

import "fmt"

type M [3][3]int

func (m M) mul(o M) (r M) {
	for i := range m {
		for j := range o[0] {
			for k := range o {
				r[i][j] += m[i][k] * o[k][j]
			}
		}
	}
	return
}

func (m *M) transpose() {
	for i := 0; i < 3; i++ {
		for j := i + 1; j < 3; j++ {
			m[i][j], m[j][i] = m[j][i], m[i][j]
		}
	}
}

func sieve(n int) (ps []int) {
	comp := make([]bool, n+1)
	for i := 2; i <= n; i++ {
		if comp[i] {
			continue
		}
		ps = append(ps, i)
		for j := i * i; j <= n; j += i {
			comp[j] = true
		}
	}
	return
}

func quick(a []int) {
	if len(a) < 2 {
		return
	}
	p, i := a[len(a)/2], 0
	j := len(a) - 1
	for i <= j {
		for a[i] < p {
			i++
		}
		for a[j] > p {
			j--
		}
		if i <= j {
			a[i], a[j] = a[j], a[i]
			i, j = i+1, j-1
		}
	}
	quick(a[:j+1])
	quick(a[i:])
}

func perms(xs []int, visit func([]int)) {
	var rec func(int)
	rec = func(k int) {
		if k == len(xs) {
			visit(xs)
			return
		}
		for i := k; i < len(xs); i++ {
			xs[k], xs[i] = xs[i], xs[k]
			rec(k + 1)
			xs[k], xs[i] = xs[i], xs[k]
		}
	}
	rec(0)
}

func main() {
	m := M{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}
	id := M{0: {0: 1}, 1: {1: 1}, 2: {2: 1}}
	fmt.Println(m.mul(id) == m, m.mul(m))
	t := m
	t.transpose()
	fmt.Println(t, m[0])
	fmt.Println(sieve(50))
	a := []int{5, 2, 9, 1, 5, 6, -3, 0, 8}
	quick(a)
	fmt.Println(a)
	n := 0
	perms([]int{1, 2, 3, 4}, func(p []int) {
		if p[0] < p[3] {
			n++
		}
	})
	fmt.Println(n)
	grid := make([][]rune, 3)
	for y := range grid {
		grid[y] = make([]rune, 4)
		for x := range grid[y] {
			grid[y][x] = '.'
		}
	}
	grid[1][2] = '#'
	for _, row := range grid {
		fmt.Println(string(row))
	}
	memo := map[[2]int]int{}
	var paths func(r, c int) int
	paths = func(r, c int) int {
		if r == 0 || c == 0 {
			return 1
		}
		k := [2]int{r, c}
		if v, ok := memo[k]; ok {
			return v
		}
		memo[k] = paths(r-1, c) + paths(r, c-1)
		return memo[k]
	}
	fmt.Println(paths(10, 10), len(memo))
}
