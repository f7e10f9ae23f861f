package states

import (
	"fmt"
	"io"
	"sync"
)

func atOnce(n int, next func() int) {
	var state int
	known := make(chan struct{})
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() {
			<-known // mutant:
			func() {
				fmt.Fprintln(io.Discard, state)
			}()
		})
	}
	state = next()
	close(known)
	wg.Wait()
}

func handedOn(n int, next func() int, run func(string, func())) {
	var state int
	known := make(chan struct{})
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() {
			<-known // mutant:
			run("a state", func() {
				run("within", func() { fmt.Fprintln(io.Discard, state) })
			})
		})
	}
	state = next()
	close(known)
	wg.Wait()
}

// Run shows states to those who wait for them.
func Run() {
	next := func() int { return 1 }
	atOnce(3, next)
	handedOn(3, next, func(_ string, then func()) { then() })
}
