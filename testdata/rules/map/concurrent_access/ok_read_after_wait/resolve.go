package resolve

import "sync"

// Resolve has one goroutine that writes, and reads when that has ended.
func Resolve(hosts []string, lookup func(string) string) []string {
	found := map[string]string{}
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		for _, host := range hosts {
			found[host] = lookup(host)
		}
	}()
	wg.Wait() // mutant:
	var addresses []string
	for _, address := range found {
		addresses = append(addresses, address)
	}
	return addresses
}

func Run() { Resolve([]string{"a"}, func(host string) string { return host }) }
