// Package integers reads numbers from bytes through casts.
package integers

import "unsafe"

func first(b []byte) uint32 {
	return *(*uint32)(unsafe.Pointer(&b[0])) // want unsafe/legacy-unsafe-spelling:high "binary.LittleEndian"
}

func at(b []byte, i int) int64 {
	return *(*int64)(unsafe.Pointer(&b[i+8])) // want unsafe/legacy-unsafe-spelling:high "binary.LittleEndian"
}

func put(b []byte, i int, v uint16) {
	*(*uint16)(unsafe.Pointer(&b[i])) = v + 1 // want unsafe/legacy-unsafe-spelling:high "binary.LittleEndian"
}
