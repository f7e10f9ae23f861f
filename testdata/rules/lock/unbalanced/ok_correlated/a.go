// Package ok_correlated takes and gives back under one condition.
package ok_correlated

import "sync"

type Cache struct {
	mu     sync.Mutex
	shared bool
	n      int
}

func (c *Cache) Flag(locked bool) int {
	if !locked {
		c.mu.Lock()
	}
	n := c.n
	if !locked {
		c.mu.Unlock()
	}
	return n
}

func (c *Cache) Field() {
	if c.shared {
		c.mu.Lock()
	}
	c.n++
	if c.shared {
		c.mu.Unlock()
	}
}

func (c *Cache) Deferred(lock bool) {
	if lock {
		c.mu.Lock()
		defer c.mu.Unlock()
	}
	c.n++
}

func (c *Cache) Variable(n int) {
	held := false
	for i := range n {
		if !held {
			c.mu.Lock()
			held = true
		}
		if i%7 == 0 {
			c.mu.Unlock()
			held = false
		}
	}
	if held {
		c.mu.Unlock()
	}
}

func (c *Cache) Attempt() bool {
	if !c.mu.TryLock() {
		return false
	}
	defer c.mu.Unlock()
	c.n++
	return true
}

func (c *Cache) AttemptKept() {
	ok := c.mu.TryLock()
	c.n++
	if ok {
		c.mu.Unlock()
	}
}

func (c *Cache) Compared(mode int) {
	if mode != 2 {
		c.mu.Lock()
	}
	c.n++
	if mode == 2 {
		return
	}
	c.mu.Unlock()
}

func (c *Cache) Again(limit int) {
	c.mu.Lock()
	for c.n > limit {
		c.mu.Unlock()
		c.Flag(false)
		c.mu.Lock()
	}
	c.mu.Unlock()
}

func (c *Cache) Error(do func() error) error {
	var err error
	c.mu.Lock()
	if err = do(); err != nil {
		c.mu.Unlock()
	}
	if err == nil {
		c.mu.Unlock()
	}
	return err
}
