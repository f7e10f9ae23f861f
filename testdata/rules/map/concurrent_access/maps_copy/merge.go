package merge

import (
	"maps"
	"sync"
)

// Merge copies all parts into one map at the same time.
func Merge(parts []map[string]int) map[string]int {
	all := map[string]int{}
	var wg sync.WaitGroup
	for _, part := range parts {
		wg.Go(func() {
			maps.Copy(all, part) // want map/concurrent-access:high "all"
		})
	}
	wg.Wait()
	return all
}

func Run() { Merge([]map[string]int{{"a": 1}, {"b": 2}}) }
