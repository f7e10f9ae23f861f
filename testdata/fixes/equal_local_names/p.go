// Package equal_local_names has two local maps of one name in a function: the fix of one changes where the other is
// declared, and what is found of it before and after is the same.
package equal_local_names

import "sync"

func count() {
	var wg sync.WaitGroup
	a := map[string]int{}
	b := map[string]int{}
	for range 4 {
		wg.Go(func() {
			a["a"]++
			b["a"]++
		})
	}
	if len(a) > 0 {
		c := map[string]int{}
		b := map[string]int{}
		go func() {
			c["b"] = 1
			b["b"] = 1
		}()
		c["d"] = 2
		b["d"] = 2
	}
	wg.Wait()
}
