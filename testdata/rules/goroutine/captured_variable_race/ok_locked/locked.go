package locked

import "sync"

// Count holds the lock on both sides.
func Count(numbers []int) int {
	var mu sync.Mutex
	var wg sync.WaitGroup
	even := 0
	for _, n := range numbers {
		wg.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			if n%2 == 0 {
				even++
			}
		})
	}
	mu.Lock()
	so := even
	mu.Unlock()
	wg.Wait()
	return so + even
}

func Run() { Count([]int{2, 4, 6}) }
