// An object of another package is captured by goroutines, and passed on through a third package.
package captured_object_of_another_package

import (
	"sync"

	"golint.test/rules/map/concurrent_access/captured_object_of_another_package/index"
	"golint.test/rules/map/concurrent_access/captured_object_of_another_package/words"
)

func Run() {
	all := words.New()
	var wg sync.WaitGroup
	for _, text := range []string{"a b", "b c", "c a"} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 50 {
				index.Fill(all, text)
			}
		}()
	}
	wg.Wait()
	println(all.Count("a"))
}
