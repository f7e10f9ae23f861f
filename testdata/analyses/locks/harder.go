package locks

import "sync"

func spin(c *counter) {
	for !c.mu.TryLock() {
		_ = c.items["a"] // want held:""
	}
	c.items["a"] = 1 // want held:"c.mu write"
	c.mu.Unlock()
}

func tryLockAnd(c *counter, v bool) {
	if v && c.mu.TryLock() {
		c.items["a"] = 1 // want held:"c.mu write"
		c.mu.Unlock()
	}
	if ok := c.mu.TryLock(); ok {
		c.items["a"] = 1 // want held:"c.mu write"
		c.mu.Unlock()
	}
	if !v || !c.mu.TryLock() {
		return
	}
	c.items["b"] = 1 // want held:"c.mu write"
	c.mu.Unlock()
}

func copiedMutex(c *counter) {
	mu := c.mu
	mu.Lock()
	c.items["a"] = 1 // want held:""
	mu.Unlock()
}

func (c *counter) mutex() *sync.Mutex { return &c.mu }

func byReturnedMutex(c *counter) {
	c.mutex().Lock()
	c.items["a"] = 1 // want held:"c.mu write"
	c.mutex().Unlock()
	_ = c.items["a"] // want held:""
}

type sharded struct {
	shards [8]*counter
}

func (s *sharded) of(k string) *counter { return s.shards[len(k)] }

func byShard(s *sharded, k string) {
	c := s.of(k)
	c.mu.Lock()
	c.items["a"] = 1 // want held:"s.shards[…].mu write"
	c.mu.Unlock()
}

func deferredLiteralWithArgument(c *counter) {
	c.mu.Lock()
	defer func(mu *sync.Mutex) { mu.Unlock() }(&c.mu)
	c.items["a"] = 1 // want held:"c.mu write"
}

func withLock[T any](l sync.Locker, run func() T) T {
	l.Lock()
	defer l.Unlock()
	return run()
}

func byGenericHelper(c *counter) int {
	return withLock(&c.mu, func() int {
		return c.items["a"] // want held:"" all:"c.mu write"
	})
}

func promotedHelper(o *outer) {
	o.lock()
	o.items["a"] = 1 // want held:"o.counter.mu write"
	o.unlock()
	_ = o.items["a"] // want held:""
}

func inSelect(c *counter, quit chan bool) {
	for {
		select {
		case <-quit:
			return
		default:
			c.mu.Lock()
		}
		c.items["a"] = 1 // want held:"c.mu write"
		c.mu.Unlock()
	}
}

func condition(c *counter) {
	cond := sync.NewCond(&c.mu)
	cond.L.Lock()
	for len(c.items) == 0 { // want all:"cond.L write"
		cond.Wait()
	}
	cond.L.Unlock()
}

type withLocker struct {
	sync.Locker
	items map[string]int
}

func embeddedLocker(w *withLocker) {
	w.Lock()
	w.items["a"] = 1 // want held:"w.Locker write"
	w.Unlock()
	_ = w.items["a"] // want held:""
}

func recovers(c *counter) {
	c.mu.Lock()
	defer func() {
		if e := recover(); e != nil {
			println("recovered")
		}
		c.mu.Unlock()
	}()
	c.items["a"] = 1 // want held:"c.mu write"
}

func conditionalDefer(c *counter, v bool) {
	if v {
		c.mu.Lock()
	}
	defer func() {
		if v {
			c.mu.Unlock()
		}
	}()
	c.items["a"] = 1 // want held:"" maybe:"c.mu"
}

func reassigned(c, d *counter) {
	c.mu.Lock()
	c = d
	c.items["a"] = 1 // want held:"c.mu write"
}

func nextInList(c *node) {
	for n := c; n != nil; n = n.next {
		n.mu.Lock()
		n.items["a"] = 1 // want held:"n.mu write"
		n.mu.Unlock()
	}
}

type node struct {
	next  *node
	mu    sync.Mutex
	items map[string]int
}

func recursive(c *counter, n int) {
	c.mu.Lock()
	c.items["a"] = n // want held:"c.mu write"
	c.mu.Unlock()
	if n > 0 {
		recursive(c, n-1) // want calls:""
	}
	c.items["b"] = n // want held:""
}

func (c *counter) leavesLocked() {
	c.mu.Lock()
	defer c.mu.Lock()
	defer c.mu.Unlock()
}

func afterDeferredLock(c *counter) {
	c.leavesLocked()
	c.items["a"] = 1 // want held:"c.mu write"
	c.mu.Unlock()
}

func tryLockFailed(c *counter) {
	failed := !c.mu.TryLock()
	if failed {
		_ = c.items["a"] // want held:""
		return
	}
	c.items["a"] = 1 // want held:"c.mu write"
	c.mu.Unlock()
}

func (c *counter) onChange(run func()) { hook = run }

func (c *counter) guarded(run func()) func() {
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		run()
	}
}

func handedOver(c *counter) {
	c.mu.Lock()
	c.onChange(func() {
		c.items["a"] = 1 // want held:"" all:""
	})
	c.mu.Unlock()
	hook = c.guarded(func() {
		c.items["a"] = 1 // want held:"" all:"c.mu write"
	})
}

func (c *counter) addLocked(k string) {
	c.items[k] = 1 // want all:"* write, c.mu write"
}

func callsLocked(c *counter) {
	c.mu.Lock()
	c.addLocked("a") // want calls:"c.mu write"
	c.mu.Unlock()
}
