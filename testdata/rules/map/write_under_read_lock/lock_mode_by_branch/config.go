package config

import "sync"

type Config struct {
	mu     sync.RWMutex
	values map[string]string
}

func New() *Config {
	return &Config{values: map[string]string{}}
}

// Value writes the default back; only the strict mode takes the write lock for it.
func (c *Config) Value(key, fallback string, strict bool) string {
	if strict {
		c.mu.Lock()
		defer c.mu.Unlock()
	} else {
		c.mu.RLock()
		defer c.mu.RUnlock()
	}
	v, ok := c.values[key]
	if !ok {
		v = fallback
		c.values[key] = v // want map/write-under-read-lock "values"
	}
	return v
}

func (c *Config) Set(key, v string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.values[key] = v
}
