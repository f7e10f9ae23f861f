// Package pairs runs functions against each other, for the race detector.
package pairs

import (
	"sync"
	"time"
)

// Of runs every ordered pair of the functions (each with itself, too) on two goroutines. The second starts when the
// first has usually ended, but nothing orders the two: whatever they share without a lock races in one order at least.
func Of(functions ...func()) {
	for _, first := range functions {
		for _, second := range functions {
			var wg sync.WaitGroup
			wg.Go(first)
			time.Sleep(200 * time.Microsecond)
			wg.Go(second)
			wg.Wait()
		}
	}
}
