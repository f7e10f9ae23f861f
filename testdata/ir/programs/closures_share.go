package main

import "fmt"

func account(balance int) (deposit func(int) int, withdraw func(int) (int, bool)) {
	deposit = func(n int) int {
		balance += n
		return balance
	}
	withdraw = func(n int) (int, bool) {
		if n > balance {
			return balance, false
		}
		balance -= n
		return balance, true
	}
	return
}

func compose(fs ...func(int) int) func(int) int {
	return func(n int) int {
		for i := len(fs) - 1; i >= 0; i-- {
			n = fs[i](n)
		}
		return n
	}
}

func main() {
	d1, w1 := account(10)
	d2, _ := account(100)
	fmt.Println(d1(5), d2(5))
	fmt.Println(w1(12))
	fmt.Println(w1(12))
	double := func(n int) int { return n * 2 }
	inc := func(n int) int { return n + 1 }
	fmt.Println(compose(double, inc, inc)(3), compose()(3))
}
