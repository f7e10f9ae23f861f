package total

import "sync"

// Of adds up what is measured.
func Of(names []string, measure func(name string) int) int {
	var wg sync.WaitGroup
	total := 0
	add := func(name string) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			total += measure(name) // want goroutine/captured-variable-race "total"
		}()
	}
	for _, name := range names {
		add(name)
	}
	wg.Wait()
	return total
}

func Run() { Of([]string{"a", "b"}, func(name string) int { return len(name) }) }
