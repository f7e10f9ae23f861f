package main

import "fmt"

type Celsius float64
type Name string
type Bytes []byte
type A struct{ X int }
type B struct{ X int }
type Str interface{ String() string }

func (n Name) String() string { return "N:" + string(n) }

func main() {
	i := 300
	f := 3.99
	neg := -1
	fmt.Println(uint8(i), int8(i), int64(f), float32(0.1), int(-f), uint16(neg), uint32(neg))
	fmt.Println(float64(i)/7 > 42, Celsius(36.6)+1, int(Celsius(20)))
	s := "héllo"
	b := []byte(s)
	r := []rune(s)
	b[0] = 'H'
	r[1] = 'E'
	fmt.Println(len(b), len(r), string(b), string(r), s)
	fmt.Println(string(rune(65)), string(rune(0x4e16)), []byte("ab"), []rune("é"))
	n := Name("bob")
	fmt.Println(n, string(n), len(n), n[0], n+"!")
	var st Str = n
	var an any = st
	fmt.Println(st.String(), an.(Name), an == any(Name("bob")), an == any("bob"))
	a := A{1}
	bb := B(a)
	pb := (*B)(&a)
	pb.X = 5
	fmt.Println(bb, a)
	by := Bytes("xyz")
	fmt.Println(string(by), len(by))
	arr := [3]int([]int{1, 2, 3})
	fmt.Println(arr)
	var fn func(int) int = func(x int) int { return x }
	type F func(int) int
	fmt.Println(F(fn)(3))
	const big = 1 << 40
	fmt.Println(big, big>>38, uint8(255), 'a', 'a'+1, "s"[0])
	x := 10
	fmt.Println(x/3, -x/3, x%3, -x%3, x&6, x|5, x^3, x&^2, x<<3, x>>1, ^x, -x)
	var u uint = 1
	fmt.Println(u-2 > 0, u<<63, ^uint8(0), int32(1)<<30)
	var sh uint8 = 200
	fmt.Println(1<<(sh/100), sh<<1, sh>>3)
	fmt.Println(7.0/2, 7/2, 1e3, 2.5e-7, 1e100, float32(1)/3, 100000000.0)
	one, two := 1.0, 2.0
	c := complex(one, two)
	fmt.Println(c*c, real(c), imag(c), c == complex(one, 2*one), c+c)
	fmt.Println(true && !false, "a" < "b", "abc" >= "abd", 'x' > 'a')
	if bits := uint64(1)<<63 - 1 + 1; bits != 0 {
		fmt.Println(bits)
	}
	var i32 int32 = 1 << 30
	i32 *= 4
	fmt.Println(i32, int64(i32)-1)
	fmt.Println(interface{}(nil) == nil, error(nil) == nil)
	var np *A
	var e any = np
	fmt.Println(e == nil, e == (*A)(nil))
}
