// Package singleflight has the shape of golang.org/x/sync/singleflight, so that test data can use it without a network.
package singleflight

import "sync"

// Group runs one function at a time.
type Group struct {
	mu sync.Mutex
}

// Do runs fn.
func (g *Group) Do(key string, fn func() (any, error)) (v any, err error, shared bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	v, err = fn()
	return v, err, false
}
