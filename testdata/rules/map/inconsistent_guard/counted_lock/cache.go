package cache

import (
	"sync"
	"time"

	"golint.test/pairs"
)

// countedLock is a mutex that knows how often it was taken, and when.
type countedLock struct {
	mu    sync.Mutex
	taken int
	since time.Time
}

func (l *countedLock) Lock() {
	l.mu.Lock()
	l.taken++
	l.since = time.Now()
}

func (l *countedLock) Unlock() { l.mu.Unlock() }

type Cache struct {
	lock  countedLock
	items map[string]int
}

func (c *Cache) Set(key string, value int) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.items[key] = value
}

func (c *Cache) Drop(key string) {
	c.lock.Lock()
	delete(c.items, key)
	c.lock.Unlock()
}

func (c *Cache) Get(key string) int {
	return c.items[key] // want map/inconsistent-guard:medium "under `c.lock` in 2 of 3 functions"
}

func Run() {
	c := &Cache{items: map[string]int{}}
	pairs.Of(
		func() { c.Set("a", 1) },
		func() { c.Drop("b") },
		func() { c.Get("a") },
	)
}
