package stays

import (
	"fmt"
	"syscall"
	"unsafe"
)

type buffer struct {
	data   unsafe.Pointer
	length uintptr
}

func aligned(p unsafe.Pointer) bool {
	return uintptr(p)&7 == 0
}

const size = 64

func remainder(b []byte) int {
	return int(uintptr(unsafe.Pointer(&b[0])) & uintptr(size-1))
}

func padding(p unsafe.Pointer, align uintptr) uintptr {
	return uintptr(p) & (align - 1)
}

func float(p unsafe.Pointer) float64 {
	return float64(uintptr(p))
}

func low(p unsafe.Pointer) uintptr {
	return uintptr(p) % 64
}

func printed(p *int) {
	fmt.Printf("%#x\n", uintptr(unsafe.Pointer(p)))
}

func called(fd int, b []byte) error {
	_, _, errno := syscall.Syscall(syscall.SYS_WRITE, uintptr(fd), uintptr(unsafe.Pointer(&b[0])), uintptr(len(b)))
	if errno != 0 {
		return errno
	}
	return nil
}

func sizeOf() uintptr {
	return unsafe.Sizeof(buffer{})
}

func keep(p *int) buffer {
	return buffer{unsafe.Pointer(p), 8}
}

func distance(a, b *int) uintptr {
	return uintptr(unsafe.Pointer(b)) - uintptr(unsafe.Pointer(a))
}

func local(p *int) bool {
	var seen [2]uintptr
	seen[0] = uintptr(unsafe.Pointer(p))
	return seen[0] == seen[1]
}

func number(n int) uintptr {
	return uintptr(n)
}

func mapped(fd int) (uintptr, error) {
	data, err := syscall.Mmap(fd, 0, 4096, 1, 1)
	if err != nil {
		return 0, err
	}
	return uintptr(unsafe.Pointer(&data[0])), nil
}

type alignmentError struct{ address uintptr }

func (e alignmentError) Error() string { return fmt.Sprintf("%#x", e.address) }

func misaligned(p *int) error {
	if u := uintptr(unsafe.Pointer(p)); u&3 != 0 {
		return alignmentError{address: u}
	}
	return nil
}
