package open

func relock(c *counter, release bool) {
	if release {
		c.mu.Unlock()
	}
	c.mu.Lock()
	c.items["a"] = 1 // want held:"c.mu write"
	c.mu.Unlock()
}

func threeWays(c *counter, n int) {
	switch n {
	case 1:
		c.mu.Lock()
	case 2:
		c.mu.Lock()
		c.mu.Unlock()
	default:
		n++
	}
	c.items["a"] = 1 // want held:"" maybe:"c.mu"
}

func byUnlockerOfTwo(c *counter) {
	_, unlock := c.lockAndGet()
	c.items["a"] = 1 // want held:"c.mu write"
	unlock()
	_ = c.items["a"] // want held:""
}

func readTwice(c *cache) {
	c.mu.RLock()
	c.mu.RLock()
	_ = c.items["a"] // want held:"c.mu read"
	c.mu.RUnlock()
	c.mu.RUnlock()
	_ = c.items["a"] // want held:""
}

func (c *counter) lockAndGet() (map[string]int, func()) {
	c.mu.Lock()
	return nil, c.mu.Unlock
}
