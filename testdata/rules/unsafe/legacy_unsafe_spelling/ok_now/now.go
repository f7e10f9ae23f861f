// Package oknow uses what there is now, and what has no other spelling.
package oknow

import (
	"fmt"
	"unsafe"
)

type point struct{ x, y int32 }

func next(p *int32) *int32 {
	return (*int32)(unsafe.Add(unsafe.Pointer(p), 4))
}

func view(p unsafe.Pointer, n int) []uint32 {
	return unsafe.Slice((*uint32)(p), n)
}

func text(b []byte) string {
	return unsafe.String(unsafe.SliceData(b), len(b))
}

func word(f float64) uint64 {
	return *(*uint64)(unsafe.Pointer(&f))
}

func pair(p *point) *[2]int32 {
	return (*[2]int32)(unsafe.Pointer(p))
}

func part(p *[16]byte, n int) []byte {
	return (*[16]byte)(unsafe.Pointer(p))[:n:n]
}

func first(b []byte) unsafe.Pointer {
	return unsafe.Pointer(&b[0])
}

func show(p *int) string {
	return fmt.Sprintf("%#x", uintptr(unsafe.Pointer(p))+8)
}

func aligned(p unsafe.Pointer) bool {
	return uintptr(p)&7 == 0
}
