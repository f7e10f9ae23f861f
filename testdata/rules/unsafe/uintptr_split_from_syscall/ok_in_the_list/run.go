package list

import (
	"syscall"
	"unsafe"
)

func written(fd uintptr, b []byte) {
	syscall.Syscall(syscall.SYS_WRITE, fd, uintptr(unsafe.Pointer(&b[0])), uintptr(len(b)))
}

func pointer(fd uintptr, b []byte) {
	var p unsafe.Pointer
	if len(b) > 0 {
		p = unsafe.Pointer(&b[0])
	}
	syscall.Syscall(syscall.SYS_WRITE, fd, (uintptr(p)), uintptr(len(b)))
}

func added(fd uintptr, b []byte) {
	syscall.Syscall(syscall.SYS_WRITE, fd, uintptr(unsafe.Add(unsafe.Pointer(&b[0]), 1)), 1)
}

func numbers(fd, address uintptr) {
	syscall.Syscall(syscall.SYS_MUNMAP, address, 4096, 0)
}

func mapped(fd int) error {
	data, err := syscall.Mmap(fd, 0, 4096, 1, 1)
	if err != nil {
		return err
	}
	p := uintptr(unsafe.Pointer(&data[0]))
	syscall.Syscall(syscall.SYS_MSYNC, p, 4096, 0)
	return nil
}
