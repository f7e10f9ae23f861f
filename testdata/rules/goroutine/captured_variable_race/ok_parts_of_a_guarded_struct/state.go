package state

import (
	"sync"

	"golint.test/pairs"
)

// Count has a lock beside what it guards.
func Count() int {
	var state struct {
		sync.Mutex
		n int
	}
	state.n = 1
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			state.Lock() // mutant:
			state.n++
			state.Unlock() // mutant:
		})
	}
	wg.Wait()
	return state.n
}

type parts struct {
	first, second int
	each          [2]int
}

// Apart has a part for each.
func Apart() parts {
	var p parts
	p = parts{}
	done := make(chan bool)
	go func() {
		p.first = 1
		p.each[0] = 1
		close(done)
	}()
	p.second = 2 // mutant: p.first = 2
	p.each[1] = 1
	<-done
	return p
}

func Run() {
	pairs.Of(func() { Count(); Apart() })
}
