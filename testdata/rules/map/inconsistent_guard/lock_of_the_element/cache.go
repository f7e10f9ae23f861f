package cache

import "sync"

// Cache has records, each with a lock of its own that copies of the record share.
type Cache struct {
	mu      sync.Mutex
	records map[string]*record
}

type record struct {
	mu    *sync.Mutex
	cache *Cache
	id    string
	dead  bool
}

func New() *Cache { return &Cache{records: map[string]*record{}} }

// Put makes a record.
func (c *Cache) Put(id string) *record {
	c.mu.Lock()
	defer c.mu.Unlock()
	r := &record{mu: &sync.Mutex{}, cache: c, id: id}
	c.records[id] = r
	return r
}

// Copy makes another record of the same data.
func (c *Cache) Copy(of *record, id string) *record {
	c.mu.Lock()
	defer c.mu.Unlock()
	r := &record{mu: of.mu, cache: c, id: id}
	c.records[id] = r
	return r
}

// Len counts the records.
func (c *Cache) Len() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.records)
}

// Release holds the lock of the record, and not that of the cache.
func (r *record) Release() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.dead = true
	delete(r.cache.records, r.id) // want map/inconsistent-guard:high "records"
}

func Run() {
	c := New()
	a := c.Put("a")
	b := c.Copy(a, "b")
	var wg sync.WaitGroup
	wg.Go(a.Release)
	wg.Go(func() { c.Len(); c.Put("c") })
	wg.Wait()
	b.Release()
}
