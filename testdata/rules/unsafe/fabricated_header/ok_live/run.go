// Package ok_live works with the headers of real slices and strings.
package ok_live

import (
	"reflect"
	"unsafe"
)

func live(s string) (b []byte) {
	sh := (*reflect.StringHeader)(unsafe.Pointer(&s))
	h := (*reflect.SliceHeader)(unsafe.Pointer(&b))
	h.Data = sh.Data
	h.Len = sh.Len
	h.Cap = sh.Len
	return b
}
func embedded(s string) []byte {
	return *(*[]byte)(unsafe.Pointer(&struct {
		string
		Cap int
	}{s, len(s)}))
}
func shorter(b []byte) string { return *(*string)(unsafe.Pointer(&b)) }

type header struct {
	data unsafe.Pointer
	n, c int
}

func pointer(p *byte, n int) []byte {
	h := header{unsafe.Pointer(p), n, n}
	return *(*[]byte)(unsafe.Pointer(&h))
}

func pair(a, b uintptr) [2]uintptr {
	p := struct{ a, b uintptr }{a, b}
	return *(*[2]uintptr)(unsafe.Pointer(&p))
}
