package locks

func tryLock(c *counter) {
	if c.mu.TryLock() {
		c.items["a"] = 1 // want held:"c.mu write"
		c.mu.Unlock()
	} else {
		_ = c.items["a"] // want held:""
	}
}

func tryLockOrReturn(c *counter) {
	if !c.mu.TryLock() {
		return
	}
	defer c.mu.Unlock()
	c.items["a"] = 1 // want held:"c.mu write"
}

func tryLockByVariable(c *cache) {
	ok := c.mu.TryRLock()
	if ok == false {
		_ = c.items["a"] // want held:""
		return
	}
	_ = c.items["a"] // want held:"c.mu read"
	c.mu.RUnlock()
}

func tryLockIgnored(c *counter) {
	c.mu.TryLock()
	c.items["a"] = 1 // want held:""
}

func heldIf(c *counter, v bool) {
	if v {
		c.mu.Lock()
	}
	c.items["a"] = 1 // want held:"" maybe:"c.mu"
	if v {
		c.mu.Unlock()
	}
	_ = c.items["a"] // want held:"" maybe:"c.mu"
}

func heldIfThenHeld(c *counter, v bool) {
	if v {
		c.mu.Lock()
		c.items["a"] = 1 // want held:"c.mu write"
		c.mu.Unlock()
	}
	_ = c.items["a"] // want held:""
	c.mu.Lock()
	_ = c.items["b"] // want held:"c.mu write"
	c.mu.Unlock()
}

func heldIfByLiterals(c *counter, v bool) {
	lock := func() {
		if v {
			c.mu.Lock()
		}
	}
	unlock := func() {
		if v {
			c.mu.Unlock()
		}
	}
	lock()
	c.items["a"] = 1 // want held:"" maybe:"c.mu"
	unlock()
}

func byLiterals(c *counter) {
	lock := func() { c.mu.Lock() }
	unlock := func() { c.mu.Unlock() }
	lock()
	c.items["a"] = 1 // want held:"c.mu write"
	unlock()
	_ = c.items["a"] // want held:""
}
