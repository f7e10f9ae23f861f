package fetch

import (
	"context"

	"golang.org/x/sync/errgroup"
)

type Loader struct{ urls []string }

// Load asks all urls; the group comes from a function of the library.
func (l *Loader) Load(ctx context.Context) (map[string]int, error) {
	group, ctx := errgroup.WithContext(ctx)
	sizes := map[string]int{}
	for _, url := range l.urls {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			sizes[url] = len(url) // want map/concurrent-access:high "sizes"
			return nil
		})
	}
	return sizes, group.Wait()
}

func Run() {
	_, _ = (&Loader{urls: []string{"a", "bc"}}).Load(context.Background())
}
