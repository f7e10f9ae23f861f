package fd

import (
	"sync/atomic"

	"golint.test/pairs"
)

// FD is made ready by whoever has it for himself.
type FD struct {
	blocking uint32
}

// Init makes it ready, before others have it.
func (fd *FD) Init(blocking bool) {
	if blocking {
		fd.blocking = 1 // want lock/atomic-misuse:low "`fd.blocking` is written plainly"
	}
}

// SetBlocking may be called by anybody.
func (fd *FD) SetBlocking() { atomic.StoreUint32(&fd.blocking, 1) }

// Blocking tells.
func (fd *FD) Blocking() bool { return atomic.LoadUint32(&fd.blocking) == 1 }

func Run() {
	shared := &FD{}
	pairs.Of(func() {
		shared.SetBlocking()
		shared.Blocking()
		shared.Init(true)
	})
}
