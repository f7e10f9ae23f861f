package parts

import "sync"

// Index has one map for every worker.
func Index(words []string, workers int) []map[string]int {
	parts := make([]map[string]int, workers)
	for i := range parts {
		parts[i] = map[string]int{}
	}
	var wg sync.WaitGroup
	for i := range parts {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := i; j < len(words); j += workers {
				parts[i][words[j]]++ // mutant: parts[0][words[j]]++
			}
		}()
	}
	wg.Wait()
	return parts
}

func Run() { Index([]string{"a", "b", "c", "d"}, 2) }
