package main

import "fmt"

func seq(n int) func(func(int) bool) {
	return func(y func(int) bool) {
		for i := 0; i < n && y(i); i++ {
		}
	}
}

func a(n int) string {
	for i := range n {
		switch {
		case i == 1:
			continue
		case i == 3:
			return fmt.Sprint("r", i)
		}
		if i == n-1 {
			break
		}
	}
	return "end"
}

func b() (out []int) {
outer:
	for i := range seq(4) {
		select {
		default:
			for j := range seq(4) {
				switch j {
				case 1:
					continue
				case 2:
					if i == 1 {
						continue outer
					}
				case 3:
					if i == 2 {
						break outer
					}
				}
				out = append(out, i*10+j)
			}
		}
	}
	return
}

func c(n int) (r int) {
	defer func() {
		if x := recover(); x != nil {
			r = -x.(int)
		}
	}()
	for i := range seq(10) {
		func() {
			defer func() { r += i }()
			if i == n {
				panic(i)
			}
		}()
	}
	return r
}

func d(xs []int) (s string) {
	i := 0
	for {
		if i == len(xs) {
			goto done
		}
		switch x := xs[i]; {
		case x < 0:
			i++
			continue
		case x > 100:
			break
		case x == 50:
			s += "fifty "
			fallthrough
		default:
			s += fmt.Sprint(x, " ")
		}
		i++
	}
done:
	return s + "."
}

func e(n int) int {
	switch n {
	case 0:
		return 1
	case 1:
		panic("one")
	default:
		for {
			n--
			if n == 1 {
				return -1
			}
		}
	}
}

func f(c chan int, q chan bool) (sum int) {
	for {
		select {
		case v := <-c:
			if v%2 == 0 {
				continue
			}
			switch {
			case v > 5:
				return
			}
			sum += v
		case <-q:
			return -1
		}
	}
}

func g() (n int) {
	for i := 0; i < 3; i++ {
		for j := 0; ; j++ {
			if j > i {
				break
			}
			for range seq(2) {
				n++
				if n == 4 {
					goto out
				}
			}
		}
	}
out:
	return n * 100
}

func h(k int) (res string) {
	for i := range seq(3) {
		for j := range seq(3) {
			for l := range seq(3) {
				if i+j+l == k {
					return fmt.Sprint(i, j, l)
				}
				defer func() { res += "." }()
			}
		}
	}
	return "none"
}

func nestedClosures() int {
	total := 0
	for i := range seq(3) {
		add := func(n int) { total += n * i }
		for j := range seq(2) {
			add(j + 1)
			i += j
		}
	}
	return total
}

func main() {
	fmt.Println(a(2), a(3), a(9))
	fmt.Println(b())
	fmt.Println(c(3), c(30))
	fmt.Println(d([]int{1, -1, 50, 200, 3}))
	fmt.Println(e(0), e(5))
	ch, q := make(chan int, 9), make(chan bool)
	for i := range 9 {
		ch <- i
	}
	fmt.Println(f(ch, q), len(ch))
	fmt.Println(g())
	fmt.Println(h(1), h(4), h(99))
	fmt.Println(nestedClosures())
}
