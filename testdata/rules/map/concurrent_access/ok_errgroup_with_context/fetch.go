package fetch

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"
)

// Sizes fills one map from all goroutines under a lock, and reads it when they have ended.
func Sizes(ctx context.Context, urls []string) (int, error) {
	group, _ := errgroup.WithContext(ctx)
	var mu sync.Mutex
	sizes := map[string]int{}
	for _, url := range urls {
		group.Go(func() error {
			mu.Lock()
			defer mu.Unlock()
			sizes[url] = len(url)
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return 0, err
	}
	return len(sizes), nil
}

func Run() { _, _ = Sizes(context.Background(), []string{"a", "bc"}) }
