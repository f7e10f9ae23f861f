package pool

import (
	"sync/atomic"
	"unsafe"

	"golint.test/pairs"
)

// Pool has a table that grows.
type Pool struct {
	table unsafe.Pointer
	size  uintptr
}

// Grow stores the table, and then its size.
func (p *Pool) Grow(size int) {
	table := make([]int, size)
	atomic.StorePointer(&p.table, unsafe.Pointer(&table[0]))
	atomic.StoreUintptr(&p.size, uintptr(size))
}

// Has loads them in the opposite order: the table is there when the size is.
func (p *Pool) Has() bool {
	size := atomic.LoadUintptr(&p.size)
	return p.table != nil && size > 0 // want lock/atomic-misuse:low "`p.table` is read plainly"
}

// Empty does not ask for the size.
func (p *Pool) Empty() bool {
	return p.table == nil // want lock/atomic-misuse:medium "`p.table` is read plainly"
}

func Run() {
	p := &Pool{}
	p.Grow(1)
	has := func() {
		if !p.Has() {
			panic("empty")
		}
	}
	empty := func() {
		if p.Empty() {
			panic("empty")
		}
	}
	pairs.Of(func() { p.Grow(10) }, has, empty)
}
