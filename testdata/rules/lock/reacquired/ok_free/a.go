// Package ok_free gives locks back before they are taken again.
package ok_free

import "sync"

type Cache struct {
	mu sync.RWMutex
	m  map[string]int
}

func (c *Cache) Get(k string) int {
	c.mu.RLock()
	v, ok := c.m[k]
	c.mu.RUnlock()
	if ok {
		return v
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.m[k] = 1
	return 1
}

func (c *Cache) set(k string, locked bool) {
	if !locked {
		c.mu.Lock()
		defer c.mu.Unlock()
	}
	c.m[k] = 2
}

func (c *Cache) Set(k string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.set(k, true)
}

func (c *Cache) Later(k string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	go c.set(k, false)
	go func() { c.Get(k) }()
}

func (c *Cache) Try(k string) bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.mu.TryLock()
}

func (c *Cache) yield(do func()) {
	c.mu.Unlock()
	do()
	c.Get("")
	c.mu.Lock()
}

func (c *Cache) Yields(do func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.yield(do)
}

func (c *Cache) Turns(n int) {
	for range n {
		func() {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.m["n"]++
		}()
		c.Get("n")
	}
}
