package commit

import (
	"fmt"
	"io"
	"sync"
)

// Run goes on while the goroutine panics, which has told before.
func Run() {
	var wg, ended sync.WaitGroup
	rows := 3
	wg.Add(1)
	ended.Add(1)
	go func(limit int) {
		defer ended.Done()
		defer func() { _ = recover() }()
		wg.Done()
		if limit < 4 {
			panic(fmt.Sprint("too many rows: ", rows)) // want goroutine/captured-variable-race:high "`rows` is read in this goroutine"
		}
	}(2)
	wg.Wait()
	rows = 5
	fmt.Fprintln(io.Discard, rows)
	ended.Wait()
}
