package fetch

import (
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"
)

func each(names []string, do func(string)) {
	for _, name := range names {
		do(name)
	}
}

// Names starts goroutines in literals that others call here, and waits for them before it reads.
func Names(names []string) int {
	var group errgroup.Group
	var mu sync.Mutex
	var all []string
	each(names, func(name string) {
		group.Go(func() error {
			mu.Lock()
			defer mu.Unlock()
			all = append(all, name)
			return nil
		})
	})
	_ = group.Wait() // mutant:
	return len(all)
}

// Pairs does so in the body of a range over a function.
func Pairs(names []string) int {
	var wg sync.WaitGroup
	var mu sync.Mutex
	count := 0
	for pair := range slices.Chunk(names, 2) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			defer mu.Unlock()
			count += len(pair)
		}()
	}
	wg.Wait()
	return count
}

func Run() {
	Names([]string{"a", "b", "c"})
	Pairs([]string{"a", "b", "c"})
}
