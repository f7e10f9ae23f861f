package p

import "unsafe"

func next(p *[4]int, i uintptr) *int {
	u := uintptr(unsafe.Pointer(p)) + i*unsafe.Sizeof(p[0])
	return (*int)(unsafe.Pointer(u))
}

func bytes(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }
