package lru

import "sync"

// Cache evicts the oldest key; none of its helpers locks.
type Cache struct {
	mu    sync.Mutex
	items map[string]int
	order []string
	max   int
}

func New(max int) *Cache {
	c := &Cache{items: map[string]int{}, max: max}
	c.put("", 0)
	return c
}

func (c *Cache) Put(key string, value int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.put(key, value)
}

func (c *Cache) Get(key string) (int, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.get(key)
}

func (c *Cache) put(key string, value int) {
	if _, ok := c.get(key); !ok {
		c.order = append(c.order, key)
	}
	c.items[key] = value
	c.evict()
}

func (c *Cache) get(key string) (int, bool) {
	value, ok := c.items[key]
	return value, ok
}

func (c *Cache) evict() {
	for len(c.items) > c.max && len(c.order) > 0 {
		delete(c.items, c.order[0])
		c.order = c.order[1:]
	}
}
