// Package beyond looks at more memory than there is.
package beyond

import "unsafe"

type node struct {
	next *node
	n    int
}

func asSlice(s string) []byte {
	return *(*[]byte)(unsafe.Pointer(&s)) // want unsafe/out-of-bounds "reads 8 bytes behind"
}

func words(b []byte) []uint32 {
	return unsafe.Slice((*uint32)(unsafe.Pointer(&b[0])), len(b)) // want unsafe/out-of-bounds "have 4 bytes"
}

func bigArray(b []byte) []uint32 {
	return (*[1 << 28]uint32)(unsafe.Pointer(&b[0]))[:len(b):len(b)] // want unsafe/out-of-bounds "have 4 bytes"
}

func constant() []uint32 {
	var a [4]byte
	return unsafe.Slice((*uint32)(unsafe.Pointer(&a[0])), 2) // want unsafe/out-of-bounds "do not fit"
}

func wider(x uint32) uint64 {
	return *(*uint64)(unsafe.Pointer(&x)) // want unsafe/out-of-bounds "reads 4 bytes"
}

func end(b []byte) unsafe.Pointer {
	return unsafe.Add(unsafe.Pointer(&b[0]), len(b)) // want unsafe/out-of-bounds "behind the last"
}

func hidden(n *node) []byte {
	b := make([]byte, 16)
	(*node)(unsafe.Pointer(&b[0])).next = n // want unsafe/out-of-bounds "garbage collector"
	return b
}

func named(text string) int {
	view := *(*[]byte)(unsafe.Pointer(&text)) // want unsafe/out-of-bounds "reads 8 bytes behind"
	return len(view)
}

func field(n struct{ s string }) []byte {
	return *(*[]byte)(unsafe.Pointer(&n.s)) // want unsafe/out-of-bounds "reads 8 bytes behind"
}

type pair struct{ first, second uint32 }

type triple struct{ first, second, third uint32 }

func whole() string {
	var name [8]byte
	view := (*[12]byte)(unsafe.Pointer(&name))
	return string(view[:]) // want unsafe/out-of-bounds:high "reaches 4 bytes behind `name`, which has 8 of the 12"
}

func fromTheMiddle() []byte {
	var name [8]byte
	view := (*[8]byte)(unsafe.Pointer(&name[2]))
	return view[:] // want unsafe/out-of-bounds:high "reaches 2 bytes behind `name`, which has 6 of the 8"
}

func behind(p pair) uint32 {
	t := (*triple)(unsafe.Pointer(&p))
	t.second = 2
	return t.third // want unsafe/out-of-bounds:high "reads 4 bytes behind `p`, which has 8 of the 12"
}

func element(n uint64) byte {
	bytes := (*[16]byte)(unsafe.Pointer(&n))
	return bytes[9] // want unsafe/out-of-bounds:high "reads 1 byte behind `n`, which has 8 of the 10"
}
