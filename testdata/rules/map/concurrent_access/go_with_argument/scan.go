package scan

import "sync"

func scan(host string, open map[string]int, wg *sync.WaitGroup) {
	defer wg.Done()
	open[host]++ // want map/concurrent-access "open"
}

// Scan starts a named function for every host.
func Scan(hosts []string) map[string]int {
	open := make(map[string]int)
	var wg sync.WaitGroup
	wg.Add(len(hosts))
	for _, host := range hosts {
		go scan(host, open, &wg)
	}
	wg.Wait()
	return open
}

func Run() { Scan([]string{"a", "b"}) }
