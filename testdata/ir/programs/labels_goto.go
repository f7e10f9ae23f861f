package main

import "fmt"

func gcd(a, b int) int {
again:
	if b == 0 {
		return a
	}
	a, b = b, a%b
	goto again
}

func state(s string) (out string) {
	i := 0
start:
	if i >= len(s) {
		goto end
	}
	switch s[i] {
	case 'a':
		out += "A"
		i++
		goto start
	case 'b':
		i += 2
		goto start
	}
	out += "?"
	i++
	goto start
end:
	return out + "."
}

func main() {
	fmt.Println(gcd(48, 18), state("aabxac"))
	i := 0
L:
	for {
		i++
		switch {
		case i < 3:
			continue L
		case i == 5:
			break L
		}
		if i == 4 {
			goto out
		}
	}
	fmt.Println("unreachable")
out:
	fmt.Println(i)
	n := 0
B:
	{
		n++
		if n < 3 {
			goto B
		}
		n += 0
	}
	fmt.Println(n)
S:
	switch n {
	case 3:
		for {
			break S
		}
	}
	j := 0
	x := 10
loop:
	if j < 3 {
		y := x + j
		x = y
		j++
		goto loop
	}
	fmt.Println(x, j)
	goto done
done:
}
