package consumers

import "sync"

type Consumers struct {
	mu     sync.Mutex
	active map[string]bool
	wg     sync.WaitGroup
}

func New() *Consumers {
	return &Consumers{active: map[string]bool{}}
}

// Update starts a goroutine for every shard that has none.
func (c *Consumers) Update(shards []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, shard := range shards {
		if c.active[shard] {
			continue
		}
		c.active[shard] = true
		c.wg.Add(1)
		go c.consume(shard)
	}
}

// consume marks its own end without the lock.
func (c *Consumers) consume(shard string) {
	defer c.wg.Done()
	c.active[shard] = false // want map/inconsistent-guard:high "active"
}

func (c *Consumers) Active(shard string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.active[shard]
}

func (c *Consumers) Wait() { c.wg.Wait() }
