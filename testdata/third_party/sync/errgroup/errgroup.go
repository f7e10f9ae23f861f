// Package errgroup has the shape of golang.org/x/sync/errgroup, so that test data can use it without a network.
package errgroup

import (
	"context"
	"sync"
)

// Group runs functions on goroutines of their own and remembers the first error.
type Group struct {
	wg    sync.WaitGroup
	once  sync.Once
	first error
}

// WithContext makes a group, and a context that ends with it.
func WithContext(ctx context.Context) (*Group, context.Context) {
	return &Group{}, ctx
}

// Go starts f.
func (g *Group) Go(f func() error) {
	g.wg.Add(1)
	go func() {
		defer g.wg.Done()
		if err := f(); err != nil {
			g.once.Do(func() { g.first = err })
		}
	}()
}

// Wait waits for every started function and returns the first error.
func (g *Group) Wait() error {
	g.wg.Wait()
	return g.first
}
