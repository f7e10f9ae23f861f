// Package pairs takes two local locks in two orders, but never at the same time.
package pairs

import "sync"

// InTurn waits for the first goroutine before it starts the second one.
func InTurn(left, right []int) (sum int) {
	var first, second sync.Mutex
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		first.Lock()
		defer first.Unlock()
		second.Lock()
		defer second.Unlock()
		sum += len(left)
	}()
	wg.Wait()
	wg.Add(1)
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

// Each has locks of its own in each call, and uses them alone.
func Each(parts [][]int) {
	for _, part := range parts {
		go each(part)
	}
}

func each(part []int) (sum int) {
	var first, second sync.Mutex
	add := func(n int) {
		second.Lock()
		defer second.Unlock()
		sum += n
	}
	first.Lock()
	add(len(part))
	first.Unlock()
	second.Lock()
	first.Lock()
	sum++
	first.Unlock()
	second.Unlock()
	return sum
}

// Apart has two pairs of locks of the same names.
func Apart(left, right []int) (sum int) {
	var wg sync.WaitGroup
	{
		var first, second sync.Mutex
		wg.Go(func() {
			first.Lock()
			defer first.Unlock()
			second.Lock()
			defer second.Unlock()
			_ = left
		})
	}
	{
		var first, second sync.Mutex
		wg.Go(func() {
			second.Lock()
			defer second.Unlock()
			first.Lock()
			defer first.Unlock()
			_ = right
		})
	}
	wg.Wait()
	return sum
}
