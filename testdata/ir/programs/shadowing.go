package main

import "fmt"

type T struct{ x int }

func (x T) get() int { return x.x }

func f(len int) int { return len + 1 }

func main() {
	x := 1
	{
		x := x + 1
		x++
		fmt.Println(x)
	}
	if x := x * 10; x > 5 {
		x := "inner"
		fmt.Println(x)
	} else {
		fmt.Println(x)
	}
	fmt.Println(x)
	for x := 0; x < 2; x++ {
		x := x * x
		fmt.Print(x, " ")
	}
	fmt.Println(x)
	switch x := any(x).(type) {
	case int:
		x++
		fmt.Println(x)
	}
	var err error
	if _, err := fmt.Println("p"); err == nil {
		_ = err
	}
	a, err := 1, fmt.Errorf("new")
	b, err := 2, err
	fmt.Println(a, b, err)
	func(x string) {
		x += "!"
		fmt.Println(x)
	}("arg")
	fmt.Println(f(3), T{4}.get())
	string := func(i int) int { return i }
	fmt.Println(string(65))
	type int float64
	var y int = 1.5
	fmt.Println(y)
	for i := range 2 {
		i := i + 10
		defer func() { fmt.Print(i, " ") }()
	}
	if x == 1 {
		x, z := 5, 6
		_, _ = x, z
	}
	fmt.Println(x)
	append := func(a, b string2) string2 { return a + b }
	fmt.Println(append("a", "b"))
}

type string2 = string
