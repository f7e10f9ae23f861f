package signals

import (
	"runtime"
	"sync"
	"sync/atomic"

	"golint.test/pairs"
)

// Slot is a mutex made of a channel.
func Slot() int {
	total := 0
	slot, done := make(chan struct{}, 1), make(chan struct{}) // mutant: slot, done := make(chan struct{}, 2), make(chan struct{})
	go func() {
		slot <- struct{}{}
		total++
		<-slot
		close(done)
	}()
	slot <- struct{}{}
	total++
	<-slot
	<-done
	return total
}

// Taken is read by the last one that counts itself.
func Taken() {
	one, two, n := 0, 0, atomic.Int32{}
	var wg sync.WaitGroup
	wg.Go(func() {
		one = 1
		if n.Add(1) == 2 { // mutant: if n.Add(1) <= 2 {
			two++
		}
	})
	wg.Go(func() {
		two = 1
		if n.Add(1) == 2 { // mutant: if n.Add(1) <= 2 {
			one++
		}
	})
	wg.Wait()
}

// Handed gets a lock that the function around took for it.
func Handed() int {
	var mu sync.Mutex
	value := 0
	mu.Lock()
	go func() {
		value = 1
		mu.Unlock()
	}()
	mu.Lock() // mutant:
	value++
	return value
}

// Condition is looked at under the lock.
func Condition() int {
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	value, ready := 0, false
	go func() {
		value = 1
		mu.Lock()
		ready = true
		cond.Signal()
		mu.Unlock()
	}()
	mu.Lock()
	for !ready { // mutant: if !ready {
		cond.Wait() // mutant: runtime.Gosched()
	}
	mu.Unlock()
	value++
	runtime.Gosched()
	return value
}

func Run() {
	pairs.Of(func() {
		Slot()
		Taken()
		Handed()
		Condition()
	})
}
