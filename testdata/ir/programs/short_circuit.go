package main

import "fmt"

func t(s string) bool { fmt.Print(s, " "); return true }
func f(s string) bool { fmt.Print(s, " "); return false }

func main() {
	fmt.Println(t("a") && f("b") && t("c"))
	fmt.Println(f("a") || t("b") || f("c"))
	fmt.Println(t("a") && (f("b") || t("c")) && !f("d"))
	if (f("x") || t("y")) && !(t("z") && f("w")) {
		fmt.Println("yes")
	} else {
		fmt.Println("no")
	}
	v := f("p") || t("q")
	w := !v && t("r")
	fmt.Println(v, w)
	var p *int
	if p != nil && *p > 0 {
		fmt.Println("bad")
	}
	if p == nil || *p > 0 {
		fmt.Println("ok")
	}
	for i := 0; i < 3 && t("loop"); i++ {
	}
	fmt.Println()
	fmt.Println(choose(true, false), choose(false, true))
}

func choose(a, b bool) bool { return a && !b || !a && b }
