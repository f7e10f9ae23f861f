package walk

import (
	"fmt"
	"io"
	"sync"
)

func walk(wg *sync.WaitGroup, names []string, each func(string)) {
	wg.Add(1)
	go func() {
		defer wg.Done()
		for _, name := range names {
			each(name)
		}
	}()
}

// Run changes a prefix when the goroutine has ended that has started the others.
func Run() {
	var wg, others sync.WaitGroup
	prefix := "a"
	walk(&wg, []string{"b", "c"}, func(name string) {
		others.Add(1)
		go func() {
			defer others.Done()
			fmt.Fprintln(io.Discard, prefix+name) // want goroutine/captured-variable-race:high "`prefix` is read in this goroutine"
		}()
	})
	wg.Wait()
	prefix = "d"
	fmt.Fprintln(io.Discard, prefix)
	others.Wait()
}
