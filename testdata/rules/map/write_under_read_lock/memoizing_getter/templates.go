package templates

import (
	"strings"
	"sync"
)

// Cache compiles every template once.
type Cache struct {
	mu       sync.RWMutex
	compiled map[string][]string
}

func New() *Cache {
	return &Cache{compiled: map[string][]string{}}
}

func (c *Cache) Get(text string) []string {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if parts, ok := c.compiled[text]; ok {
		return parts
	}
	parts := strings.Split(text, "{{")
	c.compiled[text] = parts // want map/write-under-read-lock "compiled"
	return parts
}

func (c *Cache) Len() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return len(c.compiled)
}
