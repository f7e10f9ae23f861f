// Package workqueue has the shape of k8s.io/client-go/util/workqueue, so that test data can use it without a network.
package workqueue

import (
	"context"
	"sync"
)

// ParallelizeUntil does the pieces of work in goroutines, and returns when all are done.
func ParallelizeUntil(ctx context.Context, workers, pieces int, do func(piece int)) {
	var wg sync.WaitGroup
	for piece := range pieces {
		wg.Go(func() { do(piece) })
	}
	wg.Wait()
}
