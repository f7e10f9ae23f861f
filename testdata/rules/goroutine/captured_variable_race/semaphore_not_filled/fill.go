package fill

import (
	"errors"
	"sync"
)

// One token is missing: a goroutine may still be at work.
func One(jobs []string, n int) int {
	var errs []error
	var mu sync.Mutex
	sem := make(chan struct{}, n)
	for _, job := range jobs {
		sem <- struct{}{}
		go func() {
			mu.Lock()
			errs = append(errs, errors.New(job)) // want goroutine/captured-variable-race:high "`errs` is written in this goroutine while the function around reads it"
			mu.Unlock()
			<-sem
		}()
	}
	for i := 1; i < n; i++ {
		sem <- struct{}{}
	}
	return len(errs)
}

func Run() { One([]string{"a", "b"}, 2) }
