// Package ok_addresses makes pointers of what system calls give, of nil, and of addresses in one expression.
package ok_addresses

import (
	"syscall"
	"unsafe"
)

func mapped(length uintptr) unsafe.Pointer {
	address, _, errno := syscall.Syscall6(syscall.SYS_MMAP, 0, length, 3, 0x22, ^uintptr(0), 0)
	if errno != 0 {
		return nil
	}
	return unsafe.Pointer(address)
}

func inside(length uintptr) unsafe.Pointer {
	address, _, _ := syscall.Syscall6(syscall.SYS_MMAP, 0, length, 3, 0x22, ^uintptr(0), 0)
	return at(address, 16)
}

func at(address, offset uintptr) unsafe.Pointer {
	return unsafe.Pointer(address + offset)
}

func none() unsafe.Pointer {
	return unsafe.Pointer(uintptr(0))
}

func second(p *[2]int) *int {
	return (*int)(unsafe.Pointer(uintptr(unsafe.Pointer(p)) + 8))
}
