package first

import (
	"errors"
	"sync"
	"sync/atomic"
)

func bySwap(works []func() error) (first error) {
	var wg sync.WaitGroup
	var failed atomic.Bool
	for _, work := range works {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := work(); err != nil && !failed.Swap(true) {
				first = err
			}
		}()
	}
	wg.Wait()
	return first
}

func byCompareAndSwap(works []func() error) (first error) {
	var wg sync.WaitGroup
	var failed uint32
	for _, work := range works {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := work(); err != nil {
				if !atomic.CompareAndSwapUint32(&failed, 0, 1) {
					return // mutant:
				}
				first = err
			}
		}()
	}
	wg.Wait()
	return first
}

func byCount(works []func() error) (first error) {
	var wg sync.WaitGroup
	var failures atomic.Int64
	for _, work := range works {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := work(); err != nil && failures.Add(1) == 1 {
				first = err
			}
		}()
	}
	wg.Wait()
	return first
}

// Run keeps the first of several errors.
func Run() {
	no := errors.New("no")
	works := []func() error{func() error { return no }, func() error { return no }, func() error { return nil }}
	_ = bySwap(works)
	_ = byCompareAndSwap(works)
	_ = byCount(works)
}
