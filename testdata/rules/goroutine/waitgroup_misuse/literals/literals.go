package literals

import "sync"

// All may return before a visit has begun.
func All(urls []string, visit func(string)) {
	var wg sync.WaitGroup
	for _, url := range urls {
		go func() {
			defer wg.Done()
			wg.Add(1) // want goroutine/waitgroup-misuse:high "`wg` is told of this goroutine by the goroutine itself"
			visit(url)
		}()
	}
	wg.Wait()
}

// Some counts after it has looked: it is not moved.
func Some(urls []string, visit func(string)) {
	wg := &sync.WaitGroup{}
	for _, url := range urls {
		go func(wg *sync.WaitGroup) {
			if url == "" {
				return
			}
			wg.Add(1)
			defer wg.Done()
			visit(url)
		}(wg)
	}
	other := sync.WaitGroup{}
	go func() {
		visit("first")
		other.Add(1) // want goroutine/waitgroup-misuse:high "`other`"
		defer other.Done()
	}()
	other.Wait()
	wg.Wait()
}
