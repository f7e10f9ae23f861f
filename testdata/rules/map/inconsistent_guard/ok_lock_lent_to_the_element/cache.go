package cache

import "sync"

// Cache lends its lock to its records.
type Cache struct {
	mu      sync.Mutex
	records map[string]*record
}

type record struct {
	mu    *sync.Mutex
	cache *Cache
	id    string
}

func New() *Cache { return &Cache{records: map[string]*record{}} }

// Put makes a record.
func (c *Cache) Put(id string) *record {
	c.mu.Lock()
	defer c.mu.Unlock()
	r := &record{mu: &c.mu, cache: c, id: id}
	c.records[id] = r
	return r
}

// Len counts the records.
func (c *Cache) Len() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.records)
}

// Release holds the lock of the cache by another name.
func (r *record) Release() {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.cache.records, r.id)
}

func Run() {
	c := New()
	a := c.Put("a")
	var wg sync.WaitGroup
	wg.Go(a.Release)
	wg.Go(func() { c.Len(); c.Put("c") })
	wg.Wait()
}
