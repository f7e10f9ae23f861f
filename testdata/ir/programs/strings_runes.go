package main

import (
	"fmt"
	"strings"
)

func reverse(s string) string {
	r := []rune(s)
	for i, j := 0, len(r)-1; i < j; i, j = i+1, j-1 {
		r[i], r[j] = r[j], r[i]
	}
	return string(r)
}

func count(s string, pred func(rune) bool) (n int) {
	for _, r := range s {
		if pred(r) {
			n++
		}
	}
	return
}

func main() {
	s := "Hello, 世界"
	fmt.Println(len(s), len([]rune(s)), reverse(s))
	fmt.Println(s[7:10], s[0], string(s[1]), s[:5])
	for i := 0; i < 3; i++ {
		fmt.Print(s[i], " ")
	}
	fmt.Println()
	fmt.Println(count(s, func(r rune) bool { return r > 127 }))
	var sb strings.Builder
	for i := range 3 {
		sb.WriteString(strings.Repeat("x", i))
		sb.WriteByte('-')
		sb.WriteRune('é')
	}
	fmt.Println(sb.String(), sb.Len())
	raw := `a\n"b"` + "\t|\x41\u00e9\101"
	fmt.Println(raw, len(raw))
	fmt.Printf("%q %v %s %d %x %5d|%-5d|%05d %t %c %U\n", raw, s, s, 42, 255, 7, 7, 7, true, 'A', '世')
	fmt.Printf("%6.2f|%.3f|%8s|%-8s|%+d|%%|%T\n", 3.14159, 2.0, "ab", "cd", 5, s)
	if "a"+"b" == "ab" && "abc" > "abb" {
		fmt.Println("cmp")
	}
	b := []byte("abc")
	b[1] = 'X'
	t := string(b)
	b[2] = 'Y'
	fmt.Println(t, string(b))
	words := strings.Fields(" a bb  ccc ")
	fmt.Println(len(words), strings.Join(words, "+"), strings.ToUpper("abc"), strings.Contains(s, "世"))
	switch c := s[0]; {
	case 'a' <= c && c <= 'z':
		fmt.Println("lower")
	case 'A' <= c && c <= 'Z':
		fmt.Println("upper")
	}
	freq := map[rune]int{}
	for _, r := range "hello" {
		freq[r]++
	}
	fmt.Println(freq['l'], freq['z'], len(freq))
	const c = "const" + "ant"
	fmt.Println(c, len(c), c[2:4])
	x := "a"
	x += x + "b"
	x = x + x
	fmt.Println(x, x != "", x == "aabaab")
	for i, r := range []byte("hi") {
		fmt.Print(i, r, " ")
	}
	fmt.Println()
}
