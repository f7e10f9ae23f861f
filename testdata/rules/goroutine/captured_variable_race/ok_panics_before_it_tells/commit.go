package commit

import (
	"fmt"
	"io"
	"sync"
)

// Run inserts, and panics where that fails: then nobody comes to what is behind Wait.
func Run() {
	var wg sync.WaitGroup
	rows, limit := 3, 4
	wg.Add(1)
	go func() {
		if rows > limit {
			panic(fmt.Sprint("too many rows: ", rows))
		}
		wg.Done()
		fmt.Fprintln(io.Discard, "done")
	}()
	wg.Wait() // mutant:
	rows = 5
	fmt.Fprintln(io.Discard, rows)
}
