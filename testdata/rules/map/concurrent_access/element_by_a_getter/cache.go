package cache

import "golint.test/pairs"

type shard struct{ items map[string]int }

// cache has its items in shards, of which a method finds the one for a key.
type cache struct{ parts [4]shard }

func (c *cache) at(key string) *shard { return &c.parts[len(key)%4] }

func (c *cache) put(key string, value int) {
	c.at(key).items[key] = value // want map/concurrent-access:high "map `c.parts.…..items` is written here while another of these goroutines writes it"
}

func newCache() *cache {
	c := &cache{}
	for i := range c.parts {
		c.parts[i].items = map[string]int{}
	}
	return c
}

// Fill puts many at once.
func Fill(keys []string) {
	c := newCache()
	for i, key := range keys {
		go c.put(key, i)
	}
}

func Run() {
	c := newCache()
	pairs.Of(func() { c.put("a", 1) }, func() { c.put("b", 2) })
}
