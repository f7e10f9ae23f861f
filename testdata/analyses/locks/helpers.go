package locks

func (c *counter) lock()   { c.mu.Lock() }
func (c *counter) unlock() { c.mu.Unlock() }

func (c *counter) lockAndReturn() func() {
	c.mu.Lock()
	return c.mu.Unlock
}

func (c *counter) lockAndReturnLiteral() func() {
	c.mu.Lock()
	return func() { c.mu.Unlock() }
}

func (c *counter) lockSometimes(v bool) bool {
	if v {
		c.mu.Lock()
		return true
	}
	return false
}

func (c *counter) lockedItself() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.items["a"] = 1 // want held:"c.mu write"
}

func (c *counter) unlockForAWhile() {
	c.mu.Unlock()
	c.items["a"] = 1 // want held:"" released:"c.mu"
	c.mu.Lock()
}

func (c *counter) lockDeeper() { c.lock() }

func byHelpers(c *counter) {
	c.lock()
	c.items["a"] = 1 // want held:"c.mu write"
	c.unlock()
	_ = c.items["a"] // want held:""
}

func byDeferredHelper(c *counter) {
	c.lockDeeper()
	defer c.unlock()
	c.items["a"] = 1 // want held:"c.mu write"
}

func byReturnedUnlocker(c *counter) {
	defer c.lockAndReturn()()
	c.items["a"] = 1 // want held:"c.mu write"
}

func byReturnedLiteral(c *counter) {
	unlock := c.lockAndReturnLiteral()
	c.items["a"] = 1 // want held:"c.mu write"
	unlock()
	_ = c.items["a"] // want held:""
}

func bySometimes(c *counter) {
	c.lockSometimes(true)
	c.items["a"] = 1 // want held:"" maybe:"c.mu"
}

func callsWhatLocksItself(c *counter) {
	c.lockedItself() // want calls:""
	c.items["a"] = 1 // want held:""
}

func callsWhatUnlocksForAWhile(c *counter) {
	c.mu.Lock()
	c.items["a"] = 1    // want held:"c.mu write"
	c.unlockForAWhile() // want calls:"c.mu write"
	c.items["b"] = 1    // want held:"c.mu write"
	c.mu.Unlock()
}

func (c *counter) with(run func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	run()
}

func (c *counter) withDeeper(run func()) {
	c.with(run)
}

func (c *counter) withBefore(run func()) {
	run()
	c.mu.Lock()
	defer c.mu.Unlock()
}

func callbacks(c *counter) {
	c.with(func() {
		c.items["a"] = 1 // want held:"" all:"c.mu write"
	})
	c.withDeeper(func() {
		c.items["a"] = 1 // want held:"" all:"c.mu write"
	})
	c.withBefore(func() {
		c.items["a"] = 1 // want held:"" all:""
	})
	c.items["a"] = 1 // want held:""
}

func calledOnTheSpot(c *counter) {
	c.mu.Lock()
	defer c.mu.Unlock()
	func() {
		c.items["a"] = 1 // want held:"" all:"c.mu write"
	}()
}

func startedInside(c *counter) {
	c.mu.Lock()
	defer c.mu.Unlock()
	go func() {
		c.items["a"] = 1 // want held:"" all:""
	}()
}

var hook func()

func keptInside(c *counter) {
	c.mu.Lock()
	defer c.mu.Unlock()
	hook = func() {
		c.items["a"] = 1 // want held:"" all:""
	}
}

func (c *counter) each(yield func(string) bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for k := range c.items { // want held:"c.mu write"
		if !yield(k) {
			return
		}
	}
}

func (c *counter) all() func(func(string, int) bool) {
	return func(yield func(string, int) bool) {
		c.mu.Lock()
		defer c.mu.Unlock()
		for k, v := range c.items { // want held:"c.mu write"
			if !yield(k, v) {
				return
			}
		}
	}
}

func bodiesOfIterators(c *counter) {
	for k := range c.each {
		delete(c.items, k) // want held:"" all:"c.mu write"
	}
	for k := range c.all() {
		delete(c.items, k) // want held:"" all:"c.mu write"
	}
}
