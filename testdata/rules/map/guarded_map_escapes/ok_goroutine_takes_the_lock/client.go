package client

import (
	"sync"

	"golint.test/pairs"
)

// Client has subscriptions.
type Client struct {
	mu    sync.Mutex
	subs  map[string]int
	saved int
}

// Add adds one.
func (c *Client) Add(name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.subs[name]++
}

// Close has them counted.
func (c *Client) Close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	go c.save(c.subs)
}

// save takes the lock before it looks at them.
func (c *Client) save(subs map[string]int) {
	c.mu.Lock()
	c.saved = len(subs)
	c.mu.Unlock()
}

func Run() {
	c := &Client{subs: map[string]int{}}
	pairs.Of(func() {
		c.Close()
		c.Add("a")
	})
}
