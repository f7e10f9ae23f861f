package count

import (
	"sync"
	"sync/atomic"
)

// First writes when it was the first to count itself: then the other one has not come that far.
func First() int {
	value, n := 0, atomic.Int32{}
	var wg sync.WaitGroup
	wg.Go(func() {
		value = 1 // want goroutine/captured-variable-race:high "`value` is written"
		n.Add(1)
	})
	wg.Go(func() {
		if n.Add(1) == 1 {
			value = 2
		}
	})
	wg.Wait()
	return value
}

// Round tells before it writes again.
func Round() int {
	value := 0
	step, done := make(chan bool), make(chan bool)
	go func() {
		for range 3 {
			step <- true
			value++ // want goroutine/captured-variable-race:high "`value` is written"
		}
		close(done)
	}()
	for range 3 {
		<-step
		value++
	}
	<-done
	return value
}

func Run() {
	for range 200 {
		First()
		Round()
	}
}
