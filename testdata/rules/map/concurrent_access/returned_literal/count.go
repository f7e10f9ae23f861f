package count

import "sync"

func counter() func(string) int {
	seen := map[string]int{}
	return func(key string) int {
		seen[key]++ // want map/concurrent-access:high "written here while another of these goroutines writes it"
		return seen[key]
	}
}

// Run counts in several goroutines with one counter.
func Run() {
	next := counter()
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			next("a")
		}()
	}
	wg.Wait()
}
