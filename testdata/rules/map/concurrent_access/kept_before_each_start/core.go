package core

import (
	"sync"

	"golint.test/pairs"
)

// Core has a manager, and another one when it is reloaded.
type Core struct {
	manager *manager
	reload  chan bool
}

func New() *Core {
	c := &Core{reload: make(chan bool)}
	c.create()
	go c.run()
	return c
}

func (c *Core) run() {
	for changed := range c.reload {
		if changed {
			c.manager.close()
			c.manager = nil
		}
		c.create()
	}
}

func (c *Core) create() {
	if c.manager == nil {
		c.manager = &manager{names: []string{"a"}}
		c.manager.in = make(chan string)
		c.manager.paths = map[string]int{}
	}
	c.manager.initialize() // also of one that is kept, whose goroutine runs
}

func (c *Core) Reload(changed bool) { c.reload <- changed }

type manager struct {
	names []string
	paths map[string]int
	in    chan string
	wg    sync.WaitGroup
}

func (m *manager) initialize() {
	for _, name := range m.names {
		m.create(name)
	}
	m.wg.Add(1)
	go m.run()
	m.in <- "b"
}

func (m *manager) close() {
	close(m.in)
	m.wg.Wait()
}

func (m *manager) run() {
	defer m.wg.Done()
	for name := range m.in {
		m.create(name)
	}
}

func (m *manager) create(name string) { m.paths[name]++ } // want map/concurrent-access:high "paths"

func Run() {
	c := New()
	pairs.Of(func() { c.Reload(true) }, func() { c.Reload(false) })
}
