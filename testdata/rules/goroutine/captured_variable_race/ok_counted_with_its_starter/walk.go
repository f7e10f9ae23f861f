package walk

import (
	"fmt"
	"io"

	"golang.org/x/sync/errgroup"
)

// walk calls a function for each name, in a goroutine of the group.
func walk(group *errgroup.Group, names []string, each func(string)) {
	group.Go(func() error {
		for _, name := range names {
			each(name)
		}
		return nil
	})
}

// Run reads a prefix in goroutines of the same group, and changes it when all have ended.
func Run() {
	var group errgroup.Group
	prefix := "a"
	walk(&group, []string{"b", "c"}, func(name string) {
		group.Go(func() error {
			_, err := fmt.Fprintln(io.Discard, prefix+name)
			return err
		})
	})
	_ = group.Wait() // mutant: defer func() { _ = group.Wait() }()
	prefix = "d"
	fmt.Fprintln(io.Discard, prefix)
}
