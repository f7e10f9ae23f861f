package config

import (
	"golint.test/pairs"
	"golint.test/rules/map/inconsistent_guard/mutex_of_another_package/mutex"
)

type Config struct {
	mu     mutex.RWMutex
	ranges map[uint64][]string
}

func (c *Config) Set(id uint64, ranges []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ranges[id] = ranges
}

func (c *Config) Drop(id uint64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, found := c.ranges[id]
	delete(c.ranges, id)
	return found
}

func (c *Config) Get(id uint64) []string {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.ranges[id]
}

func (c *Config) Count() int {
	n := 0
	for _, ranges := range c.ranges { // want map/inconsistent-guard:high "under `c.mu` in 3 of 4 functions"
		n += len(ranges)
	}
	return n
}

func Run() {
	c := &Config{ranges: map[uint64][]string{}}
	pairs.Of(
		func() { c.Set(1, []string{"a"}) },
		func() { c.Drop(2) },
		func() { c.Get(1) },
		func() { c.Count() },
	)
}
