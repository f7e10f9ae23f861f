package held

import (
	"reflect"
	"runtime"
	"unsafe"
)

type node struct {
	a, b int
	next *node
}

var sink int

func work() { sink++ }

func variable(n *node) int {
	u := uintptr(unsafe.Pointer(n))
	work()
	return *(*int)(unsafe.Pointer(u + unsafe.Offsetof(n.b))) // want unsafe/uintptr-outlives-pointer:high "address of `n` is held in `u`"
}

func dead(n *node) *int {
	u := uintptr(unsafe.Pointer(n)) + 8
	return (*int)(unsafe.Pointer(u)) // want unsafe/uintptr-outlives-pointer:high "held in `u`"
}

func merged(n, m *node, first bool) *node {
	u := uintptr(unsafe.Pointer(n))
	if !first {
		u = uintptr(unsafe.Pointer(m))
	}
	work()
	return (*node)(unsafe.Pointer(u)) // want unsafe/uintptr-outlives-pointer:high "turned into a pointer"
}

func looped(p *int, n int) int {
	u := uintptr(unsafe.Pointer(p))
	sum := 0
	for i := 0; i < n; i++ {
		sum += *(*int)(unsafe.Pointer(u)) // want unsafe/uintptr-outlives-pointer "held in `u`"
		u += 8
	}
	return sum
}

func integer(n *node) *node {
	var u uint64 = uint64(uintptr(unsafe.Pointer(n)))
	work()
	return (*node)(unsafe.Pointer(uintptr(u))) // want unsafe/uintptr-outlives-pointer:high "held in `u`"
}

func structure(n *node) *node {
	s := struct{ address uintptr }{uintptr(unsafe.Pointer(n))}
	work()
	return (*node)(unsafe.Pointer(s.address)) // want unsafe/uintptr-outlives-pointer:high "address of `n`"
}

func captured(n *node) func() *node {
	u := uintptr(unsafe.Pointer(n))
	return func() *node {
		return (*node)(unsafe.Pointer(u)) // want unsafe/uintptr-outlives-pointer:high "held in `u`"
	}
}

func passed(n *node) *node {
	return back(uintptr(unsafe.Pointer(n)))
}

func back(u uintptr) *node {
	return (*node)(unsafe.Pointer(u)) // want unsafe/uintptr-outlives-pointer:high "held in `u`"
}

func reflected(v reflect.Value) *int {
	u := v.Pointer()
	work()
	return (*int)(unsafe.Pointer(u)) // want unsafe/uintptr-outlives-pointer:high "held in `u`"
}

func kept(n *node) *node {
	u := uintptr(unsafe.Pointer(n))
	p := (*node)(unsafe.Pointer(u)) // want unsafe/uintptr-outlives-pointer:low "still used later"
	runtime.KeepAlive(n)
	return p
}

func local() int {
	var x node
	u := uintptr(unsafe.Pointer(&x))
	work()
	x.a = 1
	return *(*int)(unsafe.Pointer(u)) // want unsafe/uintptr-outlives-pointer:high "address of `x`"
}

type ring struct{ next unsafe.Pointer }

func (r *ring) advance(n uintptr) {
	end := uintptr(r.next) + n
	work()
	r.next = unsafe.Pointer(end) // want unsafe/uintptr-outlives-pointer:low "cannot be told"
}
