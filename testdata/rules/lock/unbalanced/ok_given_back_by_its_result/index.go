package index

import (
	"errors"
	"sync"
)

type Dictionary interface {
	Next() string
	Close() error
}

type Index struct {
	mu    sync.RWMutex
	open  bool
	words []string
}

type cursor struct {
	index *Index
	at    int
}

// Dictionary reads while nobody writes, until it is closed.
func (i *Index) Dictionary() (Dictionary, error) {
	i.mu.RLock()
	if !i.open {
		i.mu.RUnlock()
		return nil, errors.New("closed")
	}
	return &cursor{index: i}, nil
}

func (c *cursor) Next() string {
	c.at++
	return c.index.words[c.at-1]
}

func (c *cursor) Close() error {
	defer c.index.mu.RUnlock()
	c.at = 0
	return nil
}

type guard struct {
	mu *sync.Mutex
}

func (g guard) Done() { g.mu.Unlock() }

type Box struct {
	mu   sync.Mutex
	full bool
}

// Fill answers who gives the lock back.
func (b *Box) Fill() *guard {
	b.mu.Lock()
	if b.full {
		b.mu.Unlock()
		return nil
	}
	b.full = true
	return &guard{mu: &b.mu}
}
