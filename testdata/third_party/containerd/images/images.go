// Package images walks over what images are made of.
package images

import (
	"context"
	"sync"
)

// Handler is asked for the parts of a thing.
type Handler interface {
	Handle(ctx context.Context, name string) ([]string, error)
}

// HandlerFunc is a function that is a handler.
type HandlerFunc func(ctx context.Context, name string) ([]string, error)

// Handle calls the function.
func (f HandlerFunc) Handle(ctx context.Context, name string) ([]string, error) { return f(ctx, name) }

// Dispatch handles the things, and their parts, in parallel.
func Dispatch(ctx context.Context, handler Handler, names ...string) error {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Go(func() {
			if parts, err := handler.Handle(ctx, name); err == nil {
				_ = Dispatch(ctx, handler, parts...)
			}
		})
	}
	wg.Wait()
	return nil
}
