package cache

import "sync"

// Cache maps names to rendered pages.
type Cache struct {
	mu    sync.Mutex
	items map[string][]byte
}

func New() *Cache {
	return &Cache{items: make(map[string][]byte)}
}

func (c *Cache) Put(name string, page []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.items[name] = page
}

func (c *Cache) Drop(name string) {
	c.mu.Lock()
	delete(c.items, name)
	c.mu.Unlock()
}

func (c *Cache) Get(name string) ([]byte, bool) {
	page, ok := c.items[name] // want map/inconsistent-guard "items"
	return page, ok
}
