package box

import (
	"sync"
	"sync/atomic"
	"time"
)

type box struct {
	mu      sync.Mutex
	running bool
	busy    atomic.Bool
	spin    int32
	a, b, c map[string]int
	in      chan string
	wg      sync.WaitGroup
}

func (x *box) countInTurn() {
	if !x.busy.CompareAndSwap(false, true) {
		return
	}
	x.wg.Add(1)
	go func() {
		defer x.wg.Done()
		defer x.busy.Store(false)
		x.a["x"]++
	}()
}

func (x *box) start() {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.running {
		return // mutant:
	}
	x.running = true
	x.wg.Add(1)
	go x.run()
}

func (x *box) run() {
	defer x.wg.Done()
	x.b["x"]++
	x.mu.Lock()
	x.running = false
	x.mu.Unlock()
}

func (x *box) countSpinning() {
	defer x.wg.Done()
	for !atomic.CompareAndSwapInt32(&x.spin, 0, 1) {
		time.Sleep(time.Microsecond)
	}
	x.c["x"]++
	atomic.StoreInt32(&x.spin, 0)
}

func (x *box) loop() {
	defer x.wg.Done()
	for range x.in {
		x.countInTurn()
		x.start()
		x.wg.Add(1)
		go x.countSpinning()
	}
}

// Run starts goroutines again and again, of each kind one at a time.
func Run() {
	x := &box{a: map[string]int{}, b: map[string]int{}, c: map[string]int{}, in: make(chan string)}
	x.wg.Add(1)
	go x.loop()
	for range 50 {
		x.in <- "x"
	}
	close(x.in)
	x.wg.Wait()
}
