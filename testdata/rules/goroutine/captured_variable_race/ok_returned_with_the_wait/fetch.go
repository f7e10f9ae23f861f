package fetch

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"
)

// Sizes returns what the goroutines have put together: the variable is read when `Wait` has returned.
func Sizes(ctx context.Context, urls []string) ([]int, error) {
	group, _ := errgroup.WithContext(ctx)
	var mu sync.Mutex
	var sizes []int
	for _, url := range urls {
		group.Go(func() error {
			mu.Lock()
			defer mu.Unlock()
			sizes = append(sizes, len(url))
			return nil
		})
	}
	return sizes, group.Wait() // mutant: return sizes, nil
}

func Run() { _, _ = Sizes(context.Background(), []string{"a", "bc"}) }
