package main

import "fmt"

func none()                        {}
func one() int                     { return 1 }
func two() (int, string)           { return 2, "two" }
func three() (a, b int, c string)  { a, b, c = 1, 2, "3"; return }
func shadow() (err error)          { if err := fail(); err != nil { return err }; return }
func fail() error                  { return nil }
func pass(n int, s string) string  { return fmt.Sprint(n, s) }
func vari(xs ...any) int           { return len(xs) }
func mixed(a int, xs ...string) string { return fmt.Sprint(a, len(xs), xs) }

func swap(a, b int) (x, y int) {
	x, y = a, b
	return y, x
}

func early(n int) (r int) {
	r = 10
	if n > 0 {
		return n
	}
	r++
	return
}

func blank() (_ int, _ string) { return 5, "b" }
func blankBare() (_ int, s string) {
	s = "z"
	return
}

func recur(n int) (a, b int) {
	if n == 0 {
		return 0, 1
	}
	a, b = recur(n - 1)
	return b, a + b
}

func ret2() (int, error) { return fmt.Println("inside") }

func multi() (m map[string]int, s []int, p *int, f func(), i any) { return }

func main() {
	none()
	fmt.Println(one())
	fmt.Println(two())
	fmt.Println(three())
	fmt.Println(pass(two()))
	fmt.Println(vari(three()), vari(), vari(nil), vari([]any{1, 2}...))
	fmt.Println(mixed(1), mixed(2, "a", "b"), mixed(3, []string{"x"}...))
	fmt.Println(shadow())
	a, b := swap(1, 2)
	a, b = swap(a, b+10)
	fmt.Println(a, b)
	fmt.Println(early(5), early(0))
	fmt.Println(blank())
	fmt.Println(blankBare())
	fmt.Println(recur(10))
	n, err := ret2()
	fmt.Println(n, err)
	m, s, p, f, i := multi()
	fmt.Println(m == nil, s == nil, p == nil, f == nil, i == nil, len(m), len(s))
	fmt.Println(func() (int, int) { return 3, 4 }())
}
