package cache

import (
	"sync"

	"golint.test/pairs"
)

// Cache has a method Len, but is nothing that sort would order.
type Cache struct {
	mu    sync.Mutex
	items map[string]int
}

// Put stores.
func (c *Cache) Put(key string, n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.items[key] = n
}

// Drop forgets.
func (c *Cache) Drop(key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.items, key)
}

// Len forgets the lock.
func (c *Cache) Len() int {
	return len(c.items) // want map/inconsistent-guard:medium "map `c.items`"
}

func Run() {
	c := &Cache{items: map[string]int{}}
	pairs.Of(func() {
		c.Put("a", c.Len())
		c.Drop("a")
	})
}
