// Package okdeclared calls functions that keep what is converted in their arguments.
package okdeclared

import (
	"syscall"
	"unsafe"
)

//go:uintptrescapes
func control(fd, request, argument uintptr) syscall.Errno {
	_, _, errno := syscall.Syscall(syscall.SYS_IOCTL, fd, request, argument)
	return errno
}

func inAssembly(address uintptr)

func size(fd uintptr, window *[4]uint16) syscall.Errno {
	inAssembly(uintptr(unsafe.Pointer(window)))
	return control(fd, syscall.TIOCGWINSZ, uintptr(unsafe.Pointer(window)))
}
