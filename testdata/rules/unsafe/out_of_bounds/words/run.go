// Package words reads memory that is large enough on 64-bit platforms only.
package words

import "unsafe"

type pink struct {
	a uint8
	b int
	c int64
}

type violet struct {
	a uint8
	b int64
	c int64
}

func converted() violet {
	p := pink{a: 1, b: 42, c: 9000}
	return *(*violet)(unsafe.Pointer(&p)) // want unsafe/out-of-bounds:medium "`words.pink` and `words.violet` have their fields at the same places on 64-bit platforms only"
}

func bits(u uint) uint64 {
	return *(*uint64)(unsafe.Pointer(&u)) // want unsafe/out-of-bounds:medium "on 32-bit platforms `u` has 4 of the 8 bytes of `uint64`"
}
