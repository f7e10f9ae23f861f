package words

import (
	"strings"
	"sync"
)

// Count guards a local map with a local mutex that all goroutines capture.
func Count(documents []string) map[string]int {
	var (
		mu     sync.Mutex
		wg     sync.WaitGroup
		counts = map[string]int{}
	)
	for _, document := range documents {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for _, word := range strings.Fields(document) {
				mu.Lock()
				counts[word]++
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	return counts
}

func Run() { Count([]string{"a b", "b c"}) }
