package walk

import (
	"errors"
	"sync"
)

type walker struct {
	names []string
	visit func(name string)
}

func newWalker(names []string, visit func(name string)) (*walker, error) {
	if len(names) == 0 {
		return nil, errors.New("nothing to visit")
	}
	w := &walker{names: names}
	w.visit = visit
	return w, nil
}

func (w *walker) walk() {
	var wg sync.WaitGroup
	for _, name := range w.names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			w.visit(name)
		}()
	}
	wg.Wait()
}

// Sizes gets a walker, or an error and none.
func Sizes(names []string) (map[string]int, error) {
	sizes := map[string]int{}
	w, err := newWalker(names, func(name string) {
		sizes[name] = len(name) // want map/concurrent-access:medium "sizes"
	})
	if err != nil {
		return nil, err
	}
	w.walk()
	return sizes, nil
}

func Run() {
	_, _ = Sizes([]string{"a", "bb", "ccc", "dddd"})
}
