package locks

func deferredUnlock(c *counter) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.items["a"] = 1      // want held:"c.mu write"
	if len(c.items) > 1 { // want held:"c.mu write"
		return c.items["b"] // want held:"c.mu write"
	}
	return 0
}

func deferredLiteral(c *counter) {
	c.mu.Lock()
	defer func() {
		c.items["a"] = 1 // want held:"" all:"c.mu write"
		c.mu.Unlock()
		_ = c.items["a"] // want held:"" released:"c.mu" all:""
	}()
	c.items["a"] = 2 // want held:"c.mu write"
}

func deferAfterAccess(c *counter) {
	c.items["a"] = 1 // want held:""
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.items, "a") // want held:"c.mu write"
}

func deferredInReverse(c *counter) {
	defer c.late() // want calls:""
	c.mu.Lock()
	defer c.mu.Unlock()
	defer c.early() // want calls:"c.mu write"
}

func (c *counter) late() {
	c.items["late"] = 1 // want all:""
}

func (c *counter) early() {
	c.items["early"] = 1 // want all:"c.mu write"
}

func deferOnOneBranch(c *counter, lock bool) {
	if lock {
		c.mu.Lock()
		defer c.mu.Unlock()
	}
	c.items["a"] = 1 // want held:"" maybe:"c.mu"
}

func deferredDelete(c *counter) {
	c.mu.Lock()
	defer c.mu.Unlock()
	defer delete(c.items, "a") // want held:"c.mu write"
}

func deferredDeleteTooLate(c *counter) {
	defer delete(c.items, "a") // want held:""
	c.mu.Lock()
	defer c.mu.Unlock()
}

func deferInLoop(c *counter, keys []string) {
	for _, k := range keys {
		func() {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.items[k] = 1 // want held:"c.mu write"
		}()
		_ = c.items[k] // want held:""
	}
}
