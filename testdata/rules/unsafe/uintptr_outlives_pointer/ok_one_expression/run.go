package one

import (
	"fmt"
	"reflect"
	"syscall"
	"unsafe"
)

type node struct{ a, b int }

func field(n *node) *int {
	return (*int)(unsafe.Pointer(uintptr(unsafe.Pointer(n)) + unsafe.Offsetof(n.b)))
}

func offset(p unsafe.Pointer, i uintptr) unsafe.Pointer {
	return unsafe.Pointer((uintptr(p) + i*8) &^ 7)
}

func walk(p unsafe.Pointer, n int) int {
	sum := 0
	for i := 0; i < n; i++ {
		sum += *(*int)(p)
		p = unsafe.Pointer(uintptr(p) + 8)
	}
	return sum
}

func add(p unsafe.Pointer) unsafe.Pointer {
	return unsafe.Add(p, 8)
}

func reflected(v reflect.Value) *int {
	return (*int)(unsafe.Pointer(v.UnsafeAddr()))
}

func printed(n *node) string {
	u := uintptr(unsafe.Pointer(n))
	if u&7 != 0 {
		panic("misaligned")
	}
	return fmt.Sprintf("%x %v", u, u == 0)
}

func distance(a, b *node) uintptr {
	start, end := uintptr(unsafe.Pointer(a)), uintptr(unsafe.Pointer(b))
	return end - start
}

func mapped(fd int) (unsafe.Pointer, error) {
	data, err := syscall.Mmap(fd, 0, 4096, 1, 1)
	if err != nil {
		return nil, err
	}
	u := uintptr(unsafe.Pointer(&data[0]))
	return unsafe.Pointer(u + 16), nil
}

func raw(size uintptr) (unsafe.Pointer, error) {
	address, _, errno := syscall.Syscall6(syscall.SYS_MMAP, 0, size, 3, 34, ^uintptr(0), 0)
	if errno != 0 {
		return nil, errno
	}
	return unsafe.Pointer(address), nil
}

func overlap(a, b []byte) bool {
	x, y := uintptr(unsafe.Pointer(&a[0])), uintptr(unsafe.Pointer(&b[0]))
	return x <= y+uintptr(len(b)-1) && y <= x+uintptr(len(a)-1)
}
