package load

import (
	"sync"

	"golint.test/pairs"
)

// Context is loaded once, by whichever goroutine comes first.
type Context struct {
	mu     sync.Mutex
	loaded bool
	vars   map[string]int
}

// Load sets the variables.
func (c *Context) Load(vars map[string]int) {
	c.mu.Lock()
	if c.loaded {
		c.mu.Unlock()
		return
	}
	c.loaded = true // mutant:
	c.mu.Unlock()
	for name, value := range vars {
		c.set(name, value)
	}
}

func (c *Context) set(name string, value int) {
	c.vars[name] = value
}

// All lets several goroutines load it.
func All(n int) {
	c := &Context{vars: map[string]int{}}
	var wg sync.WaitGroup
	for range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			c.Load(map[string]int{"a": 1})
		}()
	}
	wg.Wait()
}

func Run() {
	pairs.Of(func() { All(3) })
}
