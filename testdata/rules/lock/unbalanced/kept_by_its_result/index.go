package index

import (
	"errors"
	"sync"
)

type Index struct {
	mu    sync.RWMutex
	open  bool
	words []string
}

type cursor struct {
	index *Index
	at    int
}

func (i *Index) Dictionary() (*cursor, error) {
	i.mu.RLock()
	if !i.open {
		i.mu.RUnlock()
		return nil, errors.New("closed")
	}
	return &cursor{index: i}, nil // want lock/unbalanced:high "`i.mu` is still held on this return"
}

func (i *Index) Reset() (*cursor, error) {
	i.mu.Lock()
	if !i.open {
		return nil, errors.New("closed") // want lock/unbalanced:high "`i.mu` is still held on this return"
	}
	i.mu.Unlock()
	return &cursor{index: i}, nil
}

func (c *cursor) Next() string {
	c.at++
	return c.index.words[c.at-1]
}

// Close forgets the lock.
func (c *cursor) Close() error {
	c.at = 0
	return nil
}
