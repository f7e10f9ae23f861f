package p

import "fmt"

// Cache has a map whose type has methods.
type Cache struct {
	items table
	log   []string
}

func New() *Cache { return &Cache{items: make(table)} }

func (c *Cache) loop() {
	for {
		c.items["x"] = 1
	}
}

func (c *Cache) Start() { go c.loop() }

func (c *Cache) say(v any) { c.log = append(c.log, fmt.Sprint(v)) }

// fill passes its table on.
func fill(items table, k string) {
	items.add(k+"f", 7)
	items[k+"g"]++
}

func (c *Cache) Work(k string) {
	c.items[k] = len(k)
	c.items.add(k+"s", 4)
	add := c.items.add
	add(k+"t", 5)
	fill(c.items, k)
	c.items[k] += 2
	for name := range c.items {
		c.say(c.items.has(name))
	}
	if c.items.has(k) {
		delete(c.items, k+"s")
	}
}

func (c *Cache) Reset() { clear(c.items) }

func Run() []string {
	c := New()
	for _, k := range []string{"a", "b", "a"} {
		c.Work(k)
		c.say(c.items.total())
		c.say(len(c.items))
	}
	c.Reset()
	c.say(c.items.total())
	return c.log
}
