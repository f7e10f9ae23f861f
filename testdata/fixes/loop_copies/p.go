package loopcopies

import (
	"sync"
	"time"
)

type Clock struct {
	mu    sync.RWMutex
	zones map[string]*time.Location // guarded by mu
}

func (c *Clock) Set(name string, zone *time.Location) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.zones[name] = zone
}

// Zones gives the map itself away.
func (c *Clock) Zones() map[string]*time.Location {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.zones
}

func (c *Clock) Each(say func(string)) {
	for name := range c.zones {
		say(name)
	}
}

func Use(c *Clock) int {
	n := 0
	for range c.Zones() {
		n++
	}
	return n
}
