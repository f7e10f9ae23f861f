package load

import (
	"sync"
	"time"

	"golint.test/pairs"
)

type late struct {
	mu     sync.Mutex
	loaded bool
	vars   map[string]int
}

// load says that it has loaded when it has done so.
func (c *late) load(vars map[string]int) {
	c.mu.Lock()
	if c.loaded {
		c.mu.Unlock()
		return
	}
	c.mu.Unlock()
	time.Sleep(time.Millisecond)
	for name, value := range vars {
		c.vars[name] = value // want map/concurrent-access:medium "vars"
	}
	c.mu.Lock()
	c.loaded = true
	c.mu.Unlock()
}

type twice struct {
	mu     sync.Mutex
	loaded bool
	vars   map[string]int
}

// load looks first, and takes the lock again to say so.
func (c *twice) load(vars map[string]int) {
	c.mu.Lock()
	if c.loaded {
		c.mu.Unlock()
		return
	}
	c.mu.Unlock()
	time.Sleep(time.Millisecond)
	c.mu.Lock()
	c.loaded = true
	c.mu.Unlock()
	time.Sleep(time.Millisecond)
	for name, value := range vars {
		c.vars[name] = value // want map/concurrent-access:medium "vars"
	}
}

type early struct {
	mu     sync.Mutex
	loaded bool
	vars   map[string]int
}

// load says that it is done before it is.
func (c *early) load(vars map[string]int) {
	c.mu.Lock()
	if c.loaded {
		c.mu.Unlock()
		return
	}
	c.loaded = true
	c.mu.Unlock()
	c.mu.Lock()
	c.loaded = false
	c.mu.Unlock()
	time.Sleep(time.Millisecond)
	for name, value := range vars {
		c.vars[name] = value // want map/concurrent-access:medium "vars"
	}
}

func all(load func(map[string]int)) {
	var wg sync.WaitGroup
	for range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			load(map[string]int{"a": 1})
		}()
		time.Sleep(200 * time.Microsecond)
	}
	wg.Wait()
}

func Run() {
	pairs.Of(func() { all((&late{vars: map[string]int{}}).load) })
	pairs.Of(func() { all((&twice{vars: map[string]int{}}).load) })
	pairs.Of(func() { all((&early{vars: map[string]int{}}).load) })
}
