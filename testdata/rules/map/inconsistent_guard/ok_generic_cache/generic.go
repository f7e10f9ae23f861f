package generic

import "sync"

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

// GetOrSet makes the value where it is missing.
func (c *Cache[K, V]) GetOrSet(key K, value func() V) V {
	c.mu.RLock()
	v, ok := c.items[key]
	c.mu.RUnlock()
	if ok {
		return v
	}
	v = value()
	c.Set(key, v)
	return v
}

func Keys[K comparable, V any](c *Cache[K, V]) []K {
	c.mu.RLock()
	defer c.mu.RUnlock()
	var keys []K
	for key := range c.items {
		keys = append(keys, key)
	}
	return keys
}
