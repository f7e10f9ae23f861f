package main

import "fmt"

func main() {
	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { i += 10; return i })
	}
	for _, f := range fs {
		fmt.Print(f(), " ", f(), " ")
	}
	fmt.Println()
	var ps []*int
	for i := 0; i < 3; i++ {
		ps = append(ps, &i)
		i++
	}
	for _, p := range ps {
		fmt.Print(*p, " ")
	}
	fmt.Println()
	fs = nil
	for _, v := range []int{1, 2, 3} {
		fs = append(fs, func() int { v *= 2; return v })
	}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	fmt.Println()
	fs = nil
	for i := 0; i < 6; i++ {
		if i%2 == 0 {
			continue
		}
		fs = append(fs, func() int { return i })
	}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	fmt.Println()
	fs = nil
	for i, g := 0, func() int { return 1 }; i < 3; i++ {
		fs = append(fs, func() int { return i + g() })
		i := i
		g = func() int { return i * 100 }
	}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	fmt.Println()
	var last func() int
	for i := 0; func() bool { last = func() int { return i }; return i < 2 }(); i++ {
	}
	fmt.Println(last())
}
