package ids

import (
	"sync"
	"sync/atomic"
)

type ids struct {
	last  atomic.Int64
	names map[int64]string
	wg    sync.WaitGroup
}

func (x *ids) add() {
	defer x.wg.Done()
	for {
		last := x.last.Load()
		if x.last.CompareAndSwap(last, last+1) {
			break
		}
	}
	x.names[1] = "added" // want map/concurrent-access:medium "written here while the goroutine started in `start` deletes from it"
}

func (x *ids) remove() {
	defer x.wg.Done()
	for {
		last := x.last.Load()
		if x.last.CompareAndSwap(last, last-1) {
			break
		}
	}
	delete(x.names, 1)
}

func start(x *ids) {
	x.wg.Add(2)
	go x.add()
	go x.remove()
	x.wg.Wait()
}

// Run counts up and down, which keeps nobody out.
func Run() {
	start(&ids{names: map[int64]string{}})
}
