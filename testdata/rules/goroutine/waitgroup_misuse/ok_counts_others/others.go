package others

import "sync"

// Walk counts a further one while its own count is held.
func Walk(names []string, visit func(string)) {
	var wg sync.WaitGroup
	var walk func(names []string)
	walk = func(names []string) {
		defer wg.Done()
		for _, name := range names[1:] {
			wg.Add(1)
			go walk([]string{name})
		}
		visit(names[0])
	}
	wg.Add(1)
	go walk(names)
	wg.Wait()
}

// Tree starts goroutines that are counted by who starts them.
type Tree struct {
	wg   sync.WaitGroup
	next []*Tree
}

func (t *Tree) Visit(f func(*Tree)) {
	t.wg.Add(1)
	t.visit(f)
	t.wg.Wait()
}

func (t *Tree) visit(f func(*Tree)) {
	go func() {
		defer t.wg.Done()
		for _, one := range t.next {
			t.wg.Add(1)
			go func() {
				defer t.wg.Done()
				f(one)
			}()
		}
	}()
}
