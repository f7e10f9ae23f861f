// Package pairs takes two local locks in two orders.
package pairs

import "sync"

// Sum adds both ways at once.
func Sum(left, right []int) (sum int) {
	var first, second sync.Mutex
	var wg sync.WaitGroup
	wg.Add(2)
	go func() {
		defer wg.Done()
		for _, n := range left {
			first.Lock()
			second.Lock() // want lock/order-inversion:high "`second` is taken while `first` is held here, and `first` while `second` is held in `a function literal in Sum`"
			sum += n
			second.Unlock()
			first.Unlock()
		}
	}()
	go func() {
		defer wg.Done()
		second.Lock()
		defer second.Unlock()
		first.Lock()
		defer first.Unlock()
		sum += len(right)
	}()
	wg.Wait()
	return sum
}
