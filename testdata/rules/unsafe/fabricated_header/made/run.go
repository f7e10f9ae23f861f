// Package made fills in headers that belong to no slice.
package made

import (
	"reflect"
	"unsafe"
)

type fast struct {
	Data uintptr
	Len  int
	Cap  int
}

func literal(p *byte, n int) []byte {
	h := reflect.SliceHeader{Data: uintptr(unsafe.Pointer(p)), Len: n, Cap: n}
	return *(*[]byte)(unsafe.Pointer(&h)) // want unsafe/fabricated-header:high "becomes a slice"
}

func own(p *byte, n int) []byte {
	h := fast{uintptr(unsafe.Pointer(p)), n, n}
	return *(*[]byte)(unsafe.Pointer(&h)) // want unsafe/fabricated-header:high "becomes a slice"
}

func ptr(p *byte, n int) []byte {
	h := &fast{uintptr(unsafe.Pointer(p)), n, n}
	return *(*[]byte)(unsafe.Pointer(h)) // want unsafe/fabricated-header:high "becomes a slice"
}

func anonymous(p *byte, n int) string {
	h := struct {
		a uintptr
		n int
	}{uintptr(unsafe.Pointer(p)), n}
	return *(*string)(unsafe.Pointer(&h)) // want unsafe/fabricated-header:high "becomes a string"
}
func variable(s string) (b []byte) {
	sh := (*reflect.StringHeader)(unsafe.Pointer(&s))
	var h reflect.SliceHeader
	h.Data = sh.Data
	h.Len = sh.Len
	h.Cap = sh.Len
	b = *(*[]byte)(unsafe.Pointer(&h)) // want unsafe/fabricated-header:high "becomes a slice"
	return b
}
func copied(b []byte) string {
	h := *(*reflect.SliceHeader)(unsafe.Pointer(&b))
	h.Len--
	return *(*string)(unsafe.Pointer(&h)) // want unsafe/fabricated-header:high "becomes a string"
}
