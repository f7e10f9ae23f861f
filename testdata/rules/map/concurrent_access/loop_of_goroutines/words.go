package words

import (
	"strings"
	"sync"
)

// Count counts the words of all documents.
func Count(documents []string) map[string]int {
	counts := make(map[string]int)
	var wg sync.WaitGroup
	for _, document := range documents {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for _, word := range strings.Fields(document) {
				counts[word]++ // want map/concurrent-access:high "counts"
			}
		}()
	}
	wg.Wait()
	return counts
}

func Run() { Count([]string{"a b", "b c", "c a"}) }
