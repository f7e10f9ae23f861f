// Package locks says on each line with a map operation which locks are held there.
package locks

import "sync"

type counter struct {
	mu    sync.Mutex
	items map[string]int
}

func bare(c *counter) {
	c.items["a"] = 1 // want held:""
}

func locked(c *counter) {
	c.mu.Lock()
	c.items["a"] = 1 // want held:"c.mu write"
	c.mu.Unlock()
	_ = c.items["a"] // want held:""
}

func earlyUnlock(c *counter, k string) int {
	c.mu.Lock()
	if v, ok := c.items[k]; ok { // want held:"c.mu write"
		c.mu.Unlock()
		return v + c.items[k] // want held:""
	}
	c.items[k] = 1 // want held:"c.mu write"
	c.mu.Unlock()
	return c.items[k] // want held:""
}

func unlockOnOneBranch(c *counter, early bool) {
	c.mu.Lock()
	if early {
		c.mu.Unlock()
	}
	c.items["a"] = 1 // want held:""
	if !early {
		c.mu.Unlock()
	}
}

func unlockInOneCase(c *counter, n int) {
	c.mu.Lock()
	switch n {
	case 1:
		c.items["a"] = 1 // want held:"c.mu write"
	case 2:
		c.mu.Unlock()
		return
	default:
		delete(c.items, "a") // want held:"c.mu write"
	}
	clear(c.items) // want held:"c.mu write"
	c.mu.Unlock()
}

func lockInLoop(c *counter, keys []string) {
	for _, k := range keys {
		_ = c.items[k] // want held:""
		c.mu.Lock()
		c.items[k]++ // want held:"c.mu write"
		c.mu.Unlock()
	}
	_ = len(c.items) // want held:""
}

func unlockedWhileItWorks(c *counter, work func()) {
	c.mu.Lock()
	for len(c.items) > 0 { // want held:"c.mu write"
		c.mu.Unlock()
		work()
		_ = c.items["a"] // want held:""
		c.mu.Lock()
		delete(c.items, "a") // want held:"c.mu write"
	}
	c.mu.Unlock()
}

func leftByBreak(c *counter, keys []string) {
	for _, k := range keys {
		c.mu.Lock()
		if k == "" {
			break
		}
		c.items[k] = 1 // want held:"c.mu write"
		c.mu.Unlock()
	}
	_ = len(c.items) // want held:"" maybe:"c.mu"
}

func gotoAgain(c *counter, n int) {
	c.mu.Lock()
again:
	c.items["a"] = n // want held:"c.mu write"
	if n--; n > 0 {
		goto again
	}
	c.mu.Unlock()
}

func unlockAndLockAgain(c *counter) {
	c.mu.Unlock()
	c.items["a"] = 1 // want held:"" released:"c.mu"
	c.mu.Lock()
	c.items["b"] = 1 // want held:""
}

func twoObjects(c, d *counter) {
	c.mu.Lock()
	d.mu.Lock()
	c.items["a"] = d.items["a"] // want held:"c.mu write, d.mu write"
	c.mu.Unlock()
	d.items["a"] = 1 // want held:"d.mu write"
	d.mu.Unlock()
}

func panics(c *counter, bad bool) {
	c.mu.Lock()
	if bad {
		c.mu.Unlock()
		panic("bad")
	}
	c.items["a"] = 1 // want held:"c.mu write"
	c.mu.Unlock()
}

type cache struct {
	mu    sync.RWMutex
	items map[string]int
}

func modes(c *cache) {
	c.mu.RLock()
	_ = c.items["a"] // want held:"c.mu read"
	c.mu.RUnlock()
	c.mu.Lock()
	c.items["a"] = 1 // want held:"c.mu write"
	c.mu.Unlock()
}

func modeByBranch(c *cache, write bool) {
	if write {
		c.mu.Lock()
		defer c.mu.Unlock()
	} else {
		c.mu.RLock()
		defer c.mu.RUnlock()
	}
	_ = c.items["a"] // want held:"c.mu read"
}
