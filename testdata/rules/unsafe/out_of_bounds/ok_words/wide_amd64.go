package okwords

import "unsafe"

func wide(u uint) uint64 {
	return *(*uint64)(unsafe.Pointer(&u))
}
