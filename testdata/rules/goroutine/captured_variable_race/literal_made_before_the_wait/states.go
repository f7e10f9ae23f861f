package states

import (
	"fmt"
	"io"
	"sync"
)

// Run shows a state to those who wait for it, and before.
func Run() {
	var state int
	known := make(chan struct{})
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			show := func() {
				fmt.Fprintln(io.Discard, state) // want goroutine/captured-variable-race:high "`state` is read in this goroutine while the function around writes it"
			}
			show()
			<-known
			show()
		})
	}
	state = 1
	close(known)
	wg.Wait()
}
