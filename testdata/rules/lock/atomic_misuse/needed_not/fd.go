package fd

import (
	"sync/atomic"

	"golint.test/pairs"
)

// FD is closed once.
type FD struct {
	blocking uint32
}

// SetBlocking may be called by anybody.
func (fd *FD) SetBlocking() { atomic.StoreUint32(&fd.blocking, 1) }

// Close says why it reads like this.
func (fd *FD) Close() bool {
	// No need for an atomic read: whoever closes has exclusive access.
	return fd.blocking == 1 // want lock/atomic-misuse:low "`fd.blocking` is read plainly"
}

// Closed does not.
func (fd *FD) Closed() bool {
	return fd.blocking == 1 // want lock/atomic-misuse:medium "`fd.blocking` is read plainly"
}

func Run() {
	fd := &FD{}
	close := func() {
		if !fd.Close() {
			panic("open")
		}
	}
	closed := func() {
		if !fd.Closed() {
			panic("open")
		}
	}
	fd.SetBlocking()
	pairs.Of(fd.SetBlocking, close, closed)
}
