package fetch

import (
	"sync"

	"golang.org/x/sync/errgroup"
)

func each(names []string, do func(string)) {
	for _, name := range names {
		do(name)
	}
}

// Names reads before the goroutines have ended that a literal starts.
func Names(names []string) int {
	var group errgroup.Group
	var mu sync.Mutex
	var all []string
	each(names, func(name string) {
		group.Go(func() error {
			mu.Lock()
			defer mu.Unlock()
			all = append(all, name) // want goroutine/captured-variable-race:high "all"
			return nil
		})
	})
	found := len(all)
	_ = group.Wait()
	return found
}

func Run() { Names([]string{"a", "b", "c"}) }
