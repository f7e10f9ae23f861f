// Package semaphore has the names of the real one.
package semaphore

import "context"

// Weighted hands out weights up to a limit; here only weights of one.
type Weighted struct {
	free chan struct{}
}

func NewWeighted(n int64) *Weighted {
	return &Weighted{free: make(chan struct{}, n)}
}

func (s *Weighted) Acquire(ctx context.Context, n int64) error {
	for range n {
		select {
		case s.free <- struct{}{}:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func (s *Weighted) Release(n int64) {
	for range n {
		<-s.free
	}
}
