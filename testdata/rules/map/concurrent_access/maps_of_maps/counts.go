package counts

import "golint.test/pairs"

// Counts has maps in maps and in a slice, which are written under another name.
type Counts struct {
	by   map[string]map[string]int
	each []map[string]int
	all  *map[string]int
	stop chan struct{}
}

func New() *Counts {
	c := &Counts{
		by:   map[string]map[string]int{"a": {}},
		each: []map[string]int{{}},
		all:  &map[string]int{},
		stop: make(chan struct{}),
	}
	go c.run()
	return c
}

func (c *Counts) run() {
	for range c.stop {
		c.Count("b")
	}
}

// Count counts everywhere.
func (c *Counts) Count(key string) {
	for _, one := range c.by {
		one[key]++ // want map/concurrent-access:medium "map `c.by.….` is written here"
	}
	for _, one := range c.each {
		one[key]++ // want map/concurrent-access:medium "map `c.each.….` is written here"
	}
	(*c.all)[key]++ // want map/concurrent-access:medium "map `c.all` is written here"
}

func Run() {
	c := New()
	pairs.Of(func() { c.Count("a") }, func() { c.stop <- struct{}{} })
}
