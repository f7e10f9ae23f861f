package audit

import "sync"

// Each goroutine locks a mutex that it has made itself.
func Audit(users []string) map[string]int {
	marks := map[string]int{}
	var wg sync.WaitGroup
	for _, user := range users {
		wg.Add(1)
		go func() {
			defer wg.Done()
			var mu sync.Mutex
			mu.Lock()
			defer mu.Unlock()
			marks[user]++ // want map/concurrent-access:high "marks"
		}()
	}
	wg.Wait()
	return marks
}

func Run() { Audit([]string{"a", "b"}) }
