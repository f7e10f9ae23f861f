package manager

import (
	"sync"
	"time"
)

type manager struct{ shards chan int }

// Reshard forgets the lock for the first manager.
func Reshard(times int) {
	m := &manager{make(chan int, times)}
	var mu sync.Mutex
	end := make(chan struct{})
	go func() {
		for {
			m = &manager{make(chan int, times)} // want goroutine/captured-variable-race:high "`m` is written"
			mu.Lock()
			mu.Unlock()
			select {
			case end <- struct{}{}:
				return
			default:
			}
		}
	}()
	for i := range times {
		time.Sleep(time.Microsecond)
		mu.Lock()
		m.shards <- i
		mu.Unlock()
	}
	<-end
}

func Run() { Reshard(20) }
