package main

import "fmt"

func val(s string, v int) int { fmt.Print(s, " "); return v }

func grade(n int) string {
	switch {
	case n >= 90:
		return "A"
	case n >= 80:
		return "B"
	default:
		return "F"
	}
}

func fall(n int) (out []int) {
	switch n {
	case 1:
		out = append(out, 1)
		fallthrough
	case 2:
		out = append(out, 2)
		fallthrough
	default:
		out = append(out, 0)
	case 3:
		out = append(out, 3)
	}
	return
}

func main() {
	fmt.Println(grade(95), grade(85), grade(3))
	for i := 0; i < 5; i++ {
		fmt.Print(fall(i), " ")
	}
	fmt.Println()
	switch val("tag", 2) {
	case val("a", 1), val("b", 2), val("c", 3):
		fmt.Println("hit")
	case val("d", 4):
		fmt.Println("miss")
	}
	switch x := val("init", 5); {
	case x > 3:
		fmt.Println("big", x)
	}
	switch x := 3; x {
	}
	switch {
	}
loop:
	for i := 0; ; i++ {
		switch i {
		case 1:
			continue
		case 2:
			break
		case 4:
			break loop
		default:
			fmt.Print("d", i, " ")
		}
		fmt.Print("after", i, " ")
	}
	fmt.Println()
	var e any = 3
	switch e {
	case "3":
		fmt.Println("string")
	case 3:
		fmt.Println("int")
	}
	y := 1
	switch y {
	case 1:
		y = 2
		if y == 2 {
			break
		}
		y = 3
	case 2:
		y = 4
	}
	fmt.Println(y)
	switch s := "ab"; s + "c" {
	case "abc":
		fmt.Println("abc")
		fallthrough
	case "zzz":
		s = "changed"
		fmt.Println(s)
	}
}
