package count

import "sync"

func counter() (add func(string), size func() int) {
	seen := map[string]int{}
	add = func(key string) {
		seen[key]++ // want map/concurrent-access:high "takes the length"
	}
	size = func() int { return len(seen) }
	return add, size
}

// Run counts in a goroutine and looks on.
func Run() {
	add, size := counter()
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		add("a")
	}()
	_ = size()
	wg.Wait()
}
