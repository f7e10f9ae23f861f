package cache

import (
	"github.com/sasha-s/go-deadlock"

	"golint.test/pairs"
)

// base is embedded, too: the lock is what is called like one.
type base struct{ name string }

type Cache struct {
	base
	deadlock.Mutex
	values map[string]int
}

func (c *Cache) Put(key string) {
	c.Lock()
	defer c.Unlock()
	c.values[key]++
}

func (c *Cache) Get(key string) int {
	c.Lock()
	defer c.Unlock()
	return c.values[key]
}

// Start fills the cache in a goroutine of its own.
func (c *Cache) Start(done chan bool) {
	go func() {
		c.Put("a")
		done <- true
	}()
}

func Run() {
	c := &Cache{values: map[string]int{}}
	done := make(chan bool, 100)
	pairs.Of(func() { c.Start(done) }, func() { c.Get("a") })
}
