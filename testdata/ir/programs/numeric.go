package main

import "fmt"

const (
	maxU8  = 1<<8 - 1
	mask   = ^uint32(0)
	big    = 1 << 62
	ratio  = 1.0 / 3
	tiny   = 1e-3
	letter = 'a' + 2
)

type bits uint8

const (
	f0 bits = 1 << iota
	f1
	f2
)

func (b *bits) set(f bits)     { *b |= f }
func (b *bits) clear(f bits)   { *b &^= f }
func (b bits) has(f bits) bool { return b&f != 0 }

func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h ^= uint32(s[i])
		h *= 16777619
	}
	return h
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func pow(b, e, m uint64) (r uint64) {
	r = 1
	for ; e > 0; e >>= 1 {
		if e&1 == 1 {
			r = r * b % m
		}
		b = b * b % m
	}
	return
}

func popcount(x uint64) (n int) {
	for ; x != 0; x &= x - 1 {
		n++
	}
	return
}

func sqrt(x float64) float64 {
	z := x
	for i := 0; i < 20; i++ {
		z -= (z*z - x) / (2 * z)
	}
	return z
}

func digits(n int) (s string) {
	neg := n < 0
	if neg {
		n = -n
	}
	for {
		s = string(rune('0'+n%10)) + s
		if n /= 10; n == 0 {
			break
		}
	}
	if neg {
		s = "-" + s
	}
	return
}

func main() {
	fmt.Println(maxU8, mask, big, ratio, tiny, letter, string(rune(letter)))
	var b bits
	b.set(f0 | f2)
	b.clear(f0)
	fmt.Println(b, b.has(f2), b.has(f1), f1)
	fmt.Println(hash("hello"), gcd(84, 36), pow(3, 200, 1000007), popcount(0xff0f))
	fmt.Printf("%.6f %.3e\n", sqrt(2), 12345.678)
	fmt.Println(digits(-90210), digits(0))
	var i8 int8 = -128
	fmt.Println(-i8, i8-1, i8/-1, uint8(i8))
	var u16 uint16 = 65535
	u16++
	fmt.Println(u16, u16-1)
	var i64 int64 = 1<<63 - 1
	i64++
	fmt.Println(i64)
	x := 0.1
	y := 0.2
	fmt.Println(x+y, x+y == 0.3, float32(x)+float32(y))
	var zero float64
	fmt.Println(1/zero, -1/zero, zero/zero == zero/zero)
	fmt.Println(7&3|8^1, 1+2*3-4/2%3, -7/2, -7%3, 7>>1<<1, 5&^4)
	fmt.Println(uint32(1)<<31>>31, int32(-8)>>1, uint8(200)>>3, 3<<2+1)
	s := uint(3)
	fmt.Println(1<<s, int8(1)<<s<<s, uint8(1)<<(s*s))
	var n uint = 70
	fmt.Println(1<<n == 0, int32(-1)>>n)
	h, m := 100, 7
	h, m = h/m, h%m
	fmt.Println(h, m)
	f := 2.7
	fmt.Println(int(f), int(-f), uint8(int(f)+300), float64(int(f)))
	r := 'x'
	r -= 32
	fmt.Println(r, string(r), r > 'A')
	k := 3
	k += k * k
	k -= -k
	fmt.Println(k, +k, -(-k), ^k, !(k > 3))
	c := complex(f, 1)
	c *= c
	fmt.Println(real(c) < 7, imag(c))
	total := 0
	for i, v := range [...]int{2: 5, 6, 0: 1} {
		total += i * v
	}
	fmt.Println(total)
	fmt.Println(0x1F, 0b101, 0o17, 1_000_000, 0x1p4, .5, 1e2)
}
