// Package forms spells package unsafe as before Go 1.17 and 1.20.
package forms

import (
	"reflect"
	"unsafe"
)

func next(p *int32) *int32 {
	return (*int32)(unsafe.Pointer(uintptr(unsafe.Pointer(p)) + 4)) // want unsafe/legacy-unsafe-spelling:high "unsafe.Add"
}

func before(p unsafe.Pointer, n uintptr) unsafe.Pointer {
	return unsafe.Pointer(uintptr(p) - n) // want unsafe/legacy-unsafe-spelling:high "unsafe.Add"
}

func view(p unsafe.Pointer, n int) []uint32 {
	return (*[1 << 28]uint32)(p)[:n:n] // want unsafe/legacy-unsafe-spelling:high "unsafe.Slice"
}

func text(b []byte) string {
	return *(*string)(unsafe.Pointer(&b)) // want unsafe/legacy-unsafe-spelling:high "unsafe.String.unsafe.SliceData"
}

func data(b []byte) uintptr {
	return (*reflect.SliceHeader)(unsafe.Pointer(&b)).Data // want unsafe/legacy-unsafe-spelling:high "SliceHeader is deprecated"
}

func size(s string) int {
	header := (*reflect.StringHeader)(unsafe.Pointer(&s)) // want unsafe/legacy-unsafe-spelling:high "StringHeader is deprecated"
	return header.Len
}

func length(s string) int {
	return (*reflect.StringHeader)(unsafe.Pointer(&s)).Len // want unsafe/legacy-unsafe-spelling:high "StringHeader is deprecated"
}

func first(b []int64) *int64 {
	return (*int64)(unsafe.Pointer((*reflect.SliceHeader)(unsafe.Pointer(&b)).Data)) // want unsafe/legacy-unsafe-spelling:high "SliceHeader is deprecated"
}

func bytes(s string) []byte {
	both := struct {
		string
		int
	}{s, len(s)}
	return *(*[]byte)(unsafe.Pointer(&both)) // want unsafe/legacy-unsafe-spelling:high "unsafe.Slice"
}

func page(p unsafe.Pointer) unsafe.Pointer {
	return unsafe.Pointer(uintptr(p) &^ 4095) // want unsafe/legacy-unsafe-spelling:high "unsafe.Add"
}

func line(p *byte, size uintptr) unsafe.Pointer {
	return unsafe.Pointer(uintptr(unsafe.Pointer(p)) &^ (size - 1)) // want unsafe/legacy-unsafe-spelling:high "unsafe.Add"
}
