package split

import (
	"runtime"
	"syscall"
	"unsafe"
)

var table [16]byte

func variable(fd uintptr, b []byte) {
	p := uintptr(unsafe.Pointer(&b[0]))
	syscall.Syscall(syscall.SYS_WRITE, fd, p, 1) // want unsafe/uintptr-split-from-syscall:high "address of `b` in the argument list: `syscall.Syscall`"
}

func arithmetic(fd uintptr, b []byte) {
	syscall.Syscall(syscall.SYS_WRITE, fd, uintptr(unsafe.Pointer(&b[0]))+1, 1) // want unsafe/uintptr-split-from-syscall:high "address of `b`"
}

func branch(fd uintptr, b []byte) {
	var p uintptr
	if len(b) > 0 {
		p = uintptr(unsafe.Pointer(&b[0]))
	}
	syscall.Syscall6(syscall.SYS_WRITE, fd, p, 1, 0, 0, 0) // want unsafe/uintptr-split-from-syscall:high "address of `b`"
}

func alive(fd uintptr, b []byte) {
	p := uintptr(unsafe.Pointer(&b[0]))
	syscall.Syscall(syscall.SYS_WRITE, fd, p, 1) // want unsafe/uintptr-split-from-syscall:low "address of `b`"
	runtime.KeepAlive(b)
}

func global(fd uintptr) {
	p := uintptr(unsafe.Pointer(&table))
	syscall.Syscall(syscall.SYS_WRITE, fd, p, 1) // want unsafe/uintptr-split-from-syscall:low "table"
}

func forwarded(fd uintptr, b []byte) {
	write(fd, uintptr(unsafe.Pointer(&b[0])))
}

func write(fd, p uintptr) {
	syscall.Syscall(syscall.SYS_WRITE, fd, p, 1) // want unsafe/uintptr-split-from-syscall:high "address of `b`"
}
