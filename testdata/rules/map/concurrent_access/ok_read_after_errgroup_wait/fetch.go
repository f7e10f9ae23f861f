package fetch

import "golang.org/x/sync/errgroup"

// Fetch fills two maps, one per goroutine, and joins them after both are done.
func Fetch(users, groups []string) (int, error) {
	var g errgroup.Group
	byUser := map[string]int{}
	byGroup := map[string]int{}
	g.Go(func() error {
		for i, user := range users {
			byUser[user] = i
		}
		return nil
	})
	g.Go(func() error {
		for i, group := range groups {
			byGroup[group] = i
		}
		return nil
	})
	if err := g.Wait(); err != nil { // mutant: if err := error(nil); err != nil {
		return 0, err
	}
	return len(byUser) + len(byGroup), nil
}

func Run() { _, _ = Fetch([]string{"ann"}, []string{"staff"}) }
