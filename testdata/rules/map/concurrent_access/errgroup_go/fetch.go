package fetch

import "golang.org/x/sync/errgroup"

// Fetch gets all keys in parallel.
func Fetch(keys []string, get func(string) ([]byte, error)) (map[string][]byte, error) {
	var g errgroup.Group
	values := map[string][]byte{}
	for _, key := range keys {
		g.Go(func() error {
			value, err := get(key)
			if err != nil {
				return err
			}
			values[key] = value // want map/concurrent-access:high "values"
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return values, nil
}

func Run() {
	_, _ = Fetch([]string{"a", "b"}, func(string) ([]byte, error) { return nil, nil })
}
