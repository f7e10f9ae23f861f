package seen

import (
	"sync"

	"k8s.io/apimachinery/pkg/util/sets"
)

// First are the names that have not been there before. A set is a map.
func First(names []string) int {
	seen := sets.New[string]()
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if !seen.Has(name) {
				seen.Insert(name) // want map/concurrent-access:high "map `seen` is written here"
			}
		}()
	}
	wg.Wait()
	return len(seen)
}

func Run() { First([]string{"a", "b", "a", "c"}) }
