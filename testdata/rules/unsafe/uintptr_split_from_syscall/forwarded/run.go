// Package forwarded hands addresses to assembly by way of Go functions.
package forwarded

import (
	"runtime"
	"unsafe"
)

func clear(address, size uintptr)

func kept(address uintptr, size uintptr) {
	clear(address, size) // want unsafe/uintptr-split-from-syscall:low "`forwarded.clear` only keeps a pointer alive"
}

// Kept keeps the object alive until the call is over, and hopes that it is not on the stack.
func Kept(p unsafe.Pointer, size uintptr) {
	kept(uintptr(p), size)
	runtime.KeepAlive(p)
}

func lost(address uintptr, size uintptr) {
	clear(address, size) // want unsafe/uintptr-split-from-syscall:high "`forwarded.clear` only keeps a pointer alive"
}

// Lost does not.
func Lost(p unsafe.Pointer, size uintptr) {
	lost(uintptr(p), size)
}
