package counter

import "sync"

type Counter struct {
	mu   sync.Mutex
	hits map[string]int
}

func New() *Counter {
	return &Counter{hits: map[string]int{}}
}

func (c *Counter) Hit(path string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.hits[path]++
}

func (c *Counter) Total() (n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, hits := range c.hits {
		n += hits
	}
	return n
}

// Forget locks a mutex that nobody else has.
func (c *Counter) Forget(path string) {
	var mu sync.Mutex
	mu.Lock()
	defer mu.Unlock()
	delete(c.hits, path) // want map/inconsistent-guard "hits"
}
