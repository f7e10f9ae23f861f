package load

import (
	"fmt"
	"io"
	"sort"
	"sync"
)

// Run has a function of a library run the literal in the goroutine, and waits for its end.
func Run() {
	lines := []string{"b", "a"}
	var wg sync.WaitGroup
	wg.Add(1)
	go sort.Search(1, func(int) bool {
		defer wg.Done()
		lines = append(lines, "c")
		return true
	})
	wg.Wait() // mutant: defer wg.Wait()
	sort.SliceStable(lines, func(i, j int) bool { return lines[i] < lines[j] })
	fmt.Fprintln(io.Discard, lines)
}
