package sizes

import (
	"errors"
	"sync"
)

var errName = errors.New("empty name")

type index struct {
	sizes map[string]int
}

// fill has started a goroutine when it finds that a name is missing.
func (i *index) fill(names []string) error {
	var group sync.WaitGroup
	group.Add(1)
	go func() {
		defer group.Done()
		i.sizes["total"] = len(names)
	}()
	for _, name := range names {
		if name == "" {
			return errName
		}
	}
	group.Wait() // mutant:
	return nil
}

// Largest only goes on when everything was filled in.
func Largest(names []string) (int, error) {
	i := &index{sizes: make(map[string]int)}
	if err := i.fill(names); err != nil {
		return 0, err
	}
	return i.sizes["total"], nil
}

func Run() { _, _ = Largest([]string{"a", "b"}) }
