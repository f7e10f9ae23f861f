package walk

import (
	"sync"

	"golint.test/pairs"
)

// Walk has a local function that calls itself.
func Walk(n int, use func(int)) {
	var first *int
	var wg sync.WaitGroup
	for i := range n {
		if first == nil { // mutant: if first == nil || i > 0 {
			first = &i
			var down func(int)
			down = func(left int) {
				if left > 0 {
					use(*first)
					down(left - 1)
				}
			}
			wg.Add(1)
			go func() {
				defer wg.Done()
				down(3)
			}()
		}
	}
	wg.Wait()
}

func Run() {
	pairs.Of(func() { Walk(3, func(int) {}) })
}
