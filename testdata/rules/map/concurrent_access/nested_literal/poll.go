package poll

import "sync"

func retry(f func() bool) {
	for !f() {
	}
}

// Poll writes in a literal that a helper calls, inside a literal that a goroutine runs.
func Poll(hosts []string) map[string]bool {
	up := map[string]bool{}
	var wg sync.WaitGroup
	for _, host := range hosts {
		wg.Add(1)
		go func() {
			defer wg.Done()
			retry(func() bool {
				up[host] = true // want map/concurrent-access:high "up"
				return true
			})
		}()
	}
	wg.Wait()
	return up
}

func Run() { Poll([]string{"a", "b"}) }
