// Package okwords reads memory that is large enough everywhere.
package okwords

import "unsafe"

type pink struct {
	a uint8
	b int64
	c int32
}

type violet struct {
	x uint8
	y uint64
	z uint32
}

type node[T any] struct {
	value T
	next  *node[T]
}

func converted() violet {
	p := pink{a: 1, b: 42, c: 9000}
	return *(*violet)(unsafe.Pointer(&p))
}

func bits(f float64) uint64 {
	return *(*uint64)(unsafe.Pointer(&f))
}

func low(u uint64) int {
	return *(*int)(unsafe.Pointer(&u))
}

func same(n *node[int]) *node[uint] {
	return (*node[uint])(unsafe.Pointer(n))
}

func value[T any](n *node[T]) *T {
	return (*T)(unsafe.Pointer(n))
}
