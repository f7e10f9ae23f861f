package manager

import "sync"

type manager struct{ shards chan int }

// Reshard takes the lock for the goroutine, which gives it back when there is a manager.
func Reshard(times int) {
	var m *manager
	var mu sync.Mutex
	mu.Lock() // mutant: _ = &mu
	end := make(chan struct{})
	go func() {
		for {
			m = &manager{make(chan int, times)}
			mu.Unlock() // mutant:
			mu.Lock()   // mutant:
			select {
			case end <- struct{}{}:
				return
			default:
			}
		}
	}()
	for i := range times {
		mu.Lock() // mutant: if m == nil { continue }
		m.shards <- i
		mu.Unlock() // mutant:
	}
	<-end
}

func Run() { Reshard(20) }
