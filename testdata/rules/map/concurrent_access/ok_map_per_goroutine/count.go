package count

import (
	"maps"
	"sync"
)

// Count gives every goroutine a map of its own and merges them after the join.
func Count(parts [][]string) map[string]int {
	results := make([]map[string]int, len(parts))
	shared := map[string]int{}
	var wg sync.WaitGroup
	for i, part := range parts {
		wg.Add(1)
		go func() {
			defer wg.Done()
			own := make(map[string]int) // mutant: own := shared
			for _, word := range part {
				own[word]++
			}
			results[i] = own
		}()
	}
	wg.Wait()
	for _, result := range results {
		maps.Copy(shared, result)
	}
	return shared
}

func Run() { Count([][]string{{"a"}, {"a", "b"}}) }
