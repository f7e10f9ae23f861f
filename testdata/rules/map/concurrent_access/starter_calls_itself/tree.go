package tree

import "sync"

// Tree has names.
type Tree struct {
	Name        string
	Left, Right *Tree
}

func count(t *Tree, counts map[string]int, wg *sync.WaitGroup) {
	if t == nil {
		return
	}
	wg.Add(1)
	go func() {
		defer wg.Done()
		counts[t.Name]++ // want map/concurrent-access:high "counts"
	}()
	count(t.Left, counts, wg)
	count(t.Right, counts, wg)
}

// Counts says how often each name is in the tree.
func Counts(t *Tree) map[string]int {
	counts := map[string]int{}
	var wg sync.WaitGroup
	count(t, counts, &wg)
	wg.Wait()
	return counts
}

func Run() { Counts(&Tree{"a", &Tree{"b", nil, nil}, &Tree{"c", nil, nil}}) }
