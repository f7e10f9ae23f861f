package ttl

import (
	"sync"
	"time"
)

// Cache forgets every entry after a while.
type Cache struct {
	mu      sync.Mutex
	entries map[string]string
	ttl     time.Duration
}

func New(ttl time.Duration) *Cache {
	return &Cache{entries: map[string]string{}, ttl: ttl}
}

func (c *Cache) Set(key, value string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.entries[key] = value
	time.AfterFunc(c.ttl, func() {
		delete(c.entries, key) // want map/inconsistent-guard "entries"
	})
}

func (c *Cache) Get(key string) (string, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	value, ok := c.entries[key]
	return value, ok
}
