package fetch

import "sync"

// All stores every error in one variable.
func All(urls []string, get func(string) error) error {
	var err error
	var wg sync.WaitGroup
	for _, url := range urls {
		wg.Add(1)
		go func() {
			defer wg.Done()
			err = get(url) // want goroutine/captured-variable-race:high "`err` is written by all goroutines that are started here"
		}()
	}
	wg.Wait()
	return err
}

func Run() { _ = All([]string{"a", "b"}, func(string) error { return nil }) }
