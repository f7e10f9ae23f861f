package ends

import "sync"

// Both asks both ends at once.
func Both(ask func(end string) int) map[string]int {
	answers := make(map[string]int)
	var wg sync.WaitGroup
	start := func(end string) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			answers[end] = ask(end) // want map/concurrent-access:high "answers"
		}()
	}
	start("left")
	start("right")
	wg.Wait()
	return answers
}

func Run() { Both(func(end string) int { return len(end) }) }
