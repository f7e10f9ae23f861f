package mail

import (
	"maps"
	"sync"
)

// Send gives every goroutine a copy of the headers.
func Send(addresses []string, deliver func(map[string]string)) {
	headers := map[string]string{"From": "me"}
	var wg sync.WaitGroup
	wg.Add(len(addresses))
	for _, address := range addresses {
		copied := maps.Clone(headers) // mutant: copied := headers; _ = maps.Clone(headers)
		go func(headers map[string]string) {
			defer wg.Done()
			headers["To"] = address
			deliver(headers)
		}(copied)
	}
	wg.Wait()
}

func Run() { Send([]string{"a", "b"}, func(map[string]string) {}) }
