package tasks

import "sync"

// All runs a function for each number beside each other, and waits for all of them.
func All(n int, run func(int) error) error {
	var wg sync.WaitGroup
	failed := make(chan error, n)
	for i := range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := run(i); err != nil {
				failed <- err
			}
		}()
	}
	wg.Wait()
	close(failed)
	return <-failed
}
