package generic

import "sync"

// Cache is a type-safe map with a lock.
type Cache[K comparable, V any] struct {
	mu    sync.RWMutex
	items map[K]V
}

func New[K comparable, V any]() *Cache[K, V] {
	return &Cache[K, V]{items: make(map[K]V)}
}

func (c *Cache[K, V]) Set(key K, value V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.items[key] = value
}

func (c *Cache[K, V]) Get(key K) (V, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	value, ok := c.items[key]
	return value, ok
}

func (c *Cache[K, V]) Delete(key K) {
	delete(c.items, key) // want map/inconsistent-guard:high "items"
}
