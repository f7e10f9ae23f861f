// Package worker fills a store from several goroutines.
package worker

import "sync"

// Store keeps numbers. It has to be safe for concurrent use.
type Store interface {
	Put(key string, value int)
}

type Pool struct {
	store Store
}

func New(store Store) *Pool { return &Pool{store: store} }

func (p *Pool) Work() {
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			p.fill(i)
		}()
	}
	wg.Wait()
}

func (p *Pool) fill(from int) {
	for i := range 50 {
		p.store.Put("last", from+i)
	}
}
