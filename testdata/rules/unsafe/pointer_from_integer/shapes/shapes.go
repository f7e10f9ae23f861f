// Package shapes converts expressions that package unsafe does not allow.
package shapes

import (
	"reflect"
	"unsafe"
)

type Pointerer interface {
	Pointer() uintptr
	UnsafeAddr() uintptr
}

type StringHeader struct {
	Data uintptr
	Len  int
}

func right(p unsafe.Pointer, n uintptr) unsafe.Pointer {
	return unsafe.Pointer(n + uintptr(p)) // want unsafe/pointer-from-integer:medium "has to be the left operand of `.`"
}

func difference(p unsafe.Pointer, n uintptr) unsafe.Pointer {
	return unsafe.Pointer(n - uintptr(p)) // want unsafe/pointer-from-integer:medium "has to be the left operand of `-`"
}

func both(p, q unsafe.Pointer) unsafe.Pointer {
	return unsafe.Pointer(uintptr(p) + uintptr(q)) // want unsafe/pointer-from-integer:medium "two addresses"
}

func scaled(p unsafe.Pointer) unsafe.Pointer {
	return unsafe.Pointer(uintptr(p) * 2) // want unsafe/pointer-from-integer:medium "is no arithmetic on addresses"
}

func reflected(v reflect.Value) unsafe.Pointer {
	return unsafe.Pointer(v.Pointer() + 8) // want unsafe/pointer-from-integer:medium "what reflect gives has to be converted"
}

func other(v Pointerer) (unsafe.Pointer, unsafe.Pointer) {
	p := unsafe.Pointer(v.Pointer())    // want unsafe/pointer-from-integer:medium "`Pointer` of a type that is not reflect.Value"
	q := unsafe.Pointer(v.UnsafeAddr()) // want unsafe/pointer-from-integer:medium "`UnsafeAddr` of a type that is not reflect.Value"
	return p, q
}

func own(h *StringHeader) unsafe.Pointer {
	return unsafe.Pointer(h.Data) // want unsafe/pointer-from-integer:medium "shapes.StringHeader` is no header that the compiler knows"
}

func copied(s string) unsafe.Pointer {
	h := *(*reflect.StringHeader)(unsafe.Pointer(&s))
	return unsafe.Pointer(h.Data) // want unsafe/pointer-from-integer:medium "the reflect.StringHeader is a copy"
}
