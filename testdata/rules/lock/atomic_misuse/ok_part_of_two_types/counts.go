package counts

import (
	"sync"
	"sync/atomic"

	"golint.test/pairs"
)

// numbers are counted by two types, each in its own way.
type numbers struct{ in, out int64 }

// Client counts without a lock.
type Client struct{ numbers }

// Account counts under one.
type Account struct {
	mu sync.Mutex
	numbers
}

// Receive counts for both.
func (c *Client) Receive(a *Account) {
	atomic.AddInt64(&c.in, 1)
	a.mu.Lock()
	a.in++
	a.mu.Unlock()
}

// Received reads the client's number.
func (c *Client) Received() int64 { return atomic.LoadInt64(&c.in) }

// Received reads the account's number.
func (a *Account) Received() int64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.in
}

func Run() {
	c, a := &Client{}, &Account{}
	pairs.Of(func() {
		c.Receive(a)
		c.Received()
		a.Received()
	})
}
