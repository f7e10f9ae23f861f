// Package unknown makes pointers of numbers that are no addresses.
package unknown

import (
	"encoding/binary"
	"strconv"
	"unsafe"
)

type entry struct{ address uintptr }

func parsed(text string) byte {
	n, _ := strconv.ParseUint(text, 16, 64)
	return *(*byte)(unsafe.Pointer(uintptr(n))) // want unsafe/pointer-from-integer:medium "ParseUint"
}

func decoded(b []byte) *int {
	n := binary.LittleEndian.Uint64(b)
	return (*int)(unsafe.Pointer(uintptr(n) + 8)) // want unsafe/pointer-from-integer:medium "Uint64"
}

func Parameter(n uintptr) *int {
	return (*int)(unsafe.Pointer(n)) // want unsafe/pointer-from-integer:medium "the parameter `n`"
}

func register() *uint32 {
	return (*uint32)(unsafe.Pointer(uintptr(0x4000_0000))) // want unsafe/pointer-from-integer:medium "0x40000000"
}

func field(e *entry) *int {
	return (*int)(unsafe.Pointer(e.address)) // want unsafe/pointer-from-integer:low "entry.address"
}

func given(n uintptr) *int {
	return (*int)(unsafe.Pointer(n)) // want unsafe/pointer-from-integer:low "the parameter"
}
