package sizes

import "sync"

type index struct {
	sizes map[string]int
}

// fill only waits where it fails: else its goroutine goes on.
func (i *index) fill(names []string, check func(string) error) error {
	var group sync.WaitGroup
	group.Add(1)
	go func() {
		defer group.Done()
		i.sizes["total"] = len(names) // want map/concurrent-access:medium "map `i.sizes`"
	}()
	for _, name := range names {
		if err := check(name); err != nil {
			group.Wait()
			return err
		}
	}
	return nil
}

//go:noinline
func Largest(names []string) (int, error) {
	i := &index{sizes: make(map[string]int)}
	if err := i.fill(names, func(string) error { return nil }); err != nil {
		return 0, err
	}
	return i.sizes["total"], nil
}

func Run() { _, _ = Largest([]string{"a", "b"}) }
