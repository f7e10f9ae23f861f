package leaves

import (
	"sync/atomic"
	"unsafe"
)

type holder struct {
	address uintptr
	other   uintptr
}

var global uintptr

func result(b []byte) uintptr {
	return uintptr(unsafe.Pointer(&b[0])) // want unsafe/uintptr-escapes:low "address of `b` leaves as a `uintptr` through a result"
}

func (h *holder) keep(b *int) {
	h.address = uintptr(unsafe.Pointer(b)) // want unsafe/uintptr-escapes:high "the field `leaves.holder.address`"
	h.other = uintptr(unsafe.Pointer(b))   // want unsafe/uintptr-escapes:medium "the field `leaves.holder.other`"
}

func (h *holder) value() int {
	return *(*int)(unsafe.Pointer(h.address))
}

func made(b *int) *holder {
	return &holder{other: uintptr(unsafe.Pointer(b))} // want unsafe/uintptr-escapes:medium "field"
}

func variable(b *int) {
	global = uintptr(unsafe.Pointer(b)) // want unsafe/uintptr-escapes:medium "package variable"
}

func atomically(b *int) {
	atomic.StoreUintptr(&global, uintptr(unsafe.Pointer(b))) // want unsafe/uintptr-escapes:medium "package variable"
}

func channel(c chan uintptr, b *int) {
	u := uintptr(unsafe.Pointer(b))
	c <- u // want unsafe/uintptr-escapes:medium "channel"
}

func element(list []uintptr, b *int) []uintptr {
	return append(list, uintptr(unsafe.Pointer(b))) // want unsafe/uintptr-escapes:medium "element"
}

func keyed(m map[uintptr]bool, b *int) {
	m[uintptr(unsafe.Pointer(b))] = true // want unsafe/uintptr-escapes:low "map key"
}

func started(b *int) {
	go show(uintptr(unsafe.Pointer(b))) // want unsafe/uintptr-escapes:medium "goroutine"
}

func show(u uintptr) { println(u) }

func wide(b *int) uint64 {
	return uint64(uintptr(unsafe.Pointer(b))) // want unsafe/uintptr-escapes:low "result"
}
