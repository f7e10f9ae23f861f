package clock

import "sync"

type Clock struct {
	mu     sync.Mutex
	timers map[int]map[string]func()
}

func New() *Clock {
	return &Clock{timers: map[int]map[string]func(){}}
}

func (c *Clock) At(when int, name string, fn func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.timers[when] == nil {
		c.timers[when] = map[string]func(){}
	}
	c.timers[when][name] = fn
}

// Fire has the timers alone when they are out of the map.
func (c *Clock) Fire(when int) {
	c.mu.Lock()
	timers := c.timers[when]
	delete(c.timers, when)
	c.mu.Unlock()
	for _, fn := range timers {
		fn()
	}
}
