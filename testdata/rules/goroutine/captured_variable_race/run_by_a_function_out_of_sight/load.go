package load

import (
	"fmt"
	"io"
	"sort"
	"sync"
)

// Run has a function of a library run the literal in the goroutine, and does not wait for its end.
func Run() {
	lines := []string{"b", "a"}
	var wg sync.WaitGroup
	wg.Add(1)
	go sort.Search(1, func(int) bool {
		defer wg.Done()
		lines = append(lines, "c") // want goroutine/captured-variable-race:high "`lines` is written in this goroutine while the function around reads it"
		return true
	})
	sort.SliceStable(lines, func(i, j int) bool { return lines[i] < lines[j] })
	fmt.Fprintln(io.Discard, lines)
	wg.Wait()
}
