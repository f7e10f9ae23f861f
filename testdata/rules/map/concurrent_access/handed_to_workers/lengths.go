package lengths

import (
	"context"

	"golint.test/rules/map/concurrent_access/handed_to_workers/workers"
)

// Of measures names.
func Of(ctx context.Context, pool *workers.Pool, names []string) map[string]int {
	found := map[string]int{}
	for _, name := range names {
		pool.Submit(ctx, func() {
			found[name] = len(name) // want map/concurrent-access:high "found"
		})
	}
	pool.Wait()
	return found
}

func Run() {
	pool := workers.New(4)
	for range 20 {
		Of(context.Background(), pool, []string{"a", "bb", "ccc", "dddd", "eeeee", "ffffff"})
	}
	pool.Stop()
}
