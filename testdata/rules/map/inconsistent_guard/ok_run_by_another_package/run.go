package cache

import (
	"sync"

	"golint.test/pairs"
	"golint.test/rules/map/inconsistent_guard/ok_run_by_another_package/tasks"
)

// Cache keeps what is known of keys.
type Cache struct {
	lock  sync.RWMutex
	known map[int]string
}

// Find looks for several keys at once, in goroutines that have ended before it gives the lock back.
func (c *Cache) Find(keys []int) (int, error) {
	c.lock.RLock()
	defer c.lock.RUnlock()
	var mu sync.Mutex
	found := 0
	err := tasks.All(len(keys), func(i int) error {
		if _, ok := c.known[keys[i]]; ok {
			mu.Lock()
			found++
			mu.Unlock()
		}
		return nil
	})
	return found, err
}

// Add adds one.
func (c *Cache) Add(key int) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.known[key] = "known"
}

// Drop drops one.
func (c *Cache) Drop(key int) {
	c.lock.Lock()
	defer c.lock.Unlock()
	delete(c.known, key)
}

func Run() {
	c := &Cache{known: map[int]string{}}
	pairs.Of(
		func() { c.Add(1) },
		func() { _, _ = c.Find([]int{1, 2}) },
		func() { c.Drop(1) },
	)
}
