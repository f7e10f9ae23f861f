package words

import "sync"

// Count reads the stop words from all goroutines; they are complete before the first one starts.
func Count(words []string) int {
	stop := map[string]bool{}
	for _, word := range []string{"a", "an", "the"} {
		stop[word] = true
	}
	hits := make([]int, len(words))
	var wg sync.WaitGroup
	for i, word := range words {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if !stop[word] { // mutant: if stop[word] = true; true {
				hits[i] = 1
			}
		}()
	}
	wg.Wait()
	n := 0
	for _, hit := range hits {
		n += hit
	}
	return n
}

func Run() { Count([]string{"the", "cat"}) }
