package count

import "sync"

type counter struct {
	add  func(string)
	size func() int
}

func newCounter() *counter {
	seen := map[string]int{}
	return &counter{
		add:  func(key string) { seen[key]++ }, // want map/concurrent-access:high "takes the length"
		size: func() int { return len(seen) },
	}
}

// Run counts in a goroutine and looks on.
func Run() {
	c := newCounter()
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		c.add("a")
	}()
	_ = c.size()
	wg.Wait()
}
