// Package okshapes converts only what package unsafe allows.
package okshapes

import (
	"reflect"
	"unsafe"
)

type Pointer struct{ p unsafe.Pointer }

func (p Pointer) Pointer() unsafe.Pointer { return p.p }

func next(p unsafe.Pointer, i, size uintptr) unsafe.Pointer {
	return unsafe.Pointer(((uintptr((p))) + i*size + 8))
}

func back(p unsafe.Pointer) unsafe.Pointer {
	return unsafe.Pointer(uintptr(p) - 1)
}

func aligned(p unsafe.Pointer) unsafe.Pointer {
	return unsafe.Pointer((uintptr(p) + 7) &^ 7)
}

func masked(p unsafe.Pointer) unsafe.Pointer {
	return unsafe.Pointer(uintptr(p) & ^uintptr(7))
}

func reflected(v reflect.Value) (unsafe.Pointer, unsafe.Pointer) {
	return unsafe.Pointer(v.Pointer()), unsafe.Pointer((v.UnsafeAddr()))
}

func header(s string) unsafe.Pointer {
	return unsafe.Pointer((*reflect.StringHeader)(unsafe.Pointer(&s)).Data)
}

func own(p Pointer) unsafe.Pointer {
	return p.Pointer()
}

func generic[T any](items []T, i int) *T {
	var zero T
	return (*T)(unsafe.Pointer(uintptr(unsafe.Pointer(&items[0])) + uintptr(i)*unsafe.Sizeof(zero)))
}

func distance(p, q unsafe.Pointer) uintptr {
	return uintptr(p) - uintptr(q)
}
