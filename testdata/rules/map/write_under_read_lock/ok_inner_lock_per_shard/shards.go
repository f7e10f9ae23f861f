package shards

import (
	"hash/maphash"
	"sync"
)

const shards = 8

type shard struct {
	mu    sync.Mutex
	count map[string]int
}

// Counter spreads its keys over shards. The outer lock only keeps Resize out.
type Counter struct {
	mu     sync.RWMutex
	seed   maphash.Seed
	shards []*shard
}

func New() *Counter {
	c := &Counter{seed: maphash.MakeSeed()}
	c.Resize(shards)
	return c
}

func (c *Counter) Resize(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.shards = nil
	for range n {
		c.shards = append(c.shards, &shard{count: map[string]int{}})
	}
}

func (c *Counter) Add(key string) int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	s := c.shards[maphash.String(c.seed, key)%uint64(len(c.shards))]
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count[key]++
	return s.count[key]
}
