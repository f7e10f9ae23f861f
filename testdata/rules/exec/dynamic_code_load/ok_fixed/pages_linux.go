package ok_fixed

import "syscall"

func pages(code []byte) ([]byte, error) {
	b, err := syscall.Mmap(-1, 0, len(code), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		return nil, err
	}
	copy(b, code)
	return b, syscall.Mprotect(b, syscall.PROT_READ|syscall.PROT_EXEC)
}
