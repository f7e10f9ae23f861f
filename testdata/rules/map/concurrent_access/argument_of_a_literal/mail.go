package mail

import "sync"

// Send passes the map as an argument of the literal: the goroutines share it all the same.
func Send(addresses []string, deliver func(string) error) map[string]error {
	failed := map[string]error{}
	var wg sync.WaitGroup
	wg.Add(len(addresses))
	for _, address := range addresses {
		go func(address string, results map[string]error) {
			defer wg.Done()
			results[address] = deliver(address) // want map/concurrent-access:high "results|failed"
		}(address, failed)
	}
	wg.Wait()
	return failed
}

func Run() { Send([]string{"a", "b"}, func(string) error { return nil }) }
