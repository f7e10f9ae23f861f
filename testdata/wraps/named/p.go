package p

import (
	"encoding/json"
	"fmt"
	"maps"
)

// Cache has maps whose types have names.
type Cache struct {
	items Table
	short alias
	dates byDate
	log   []string
}

var all = Table{"first": 1}

func New() *Cache { return &Cache{items: Table{}, short: make(alias), dates: byDate{}} }

func (c *Cache) loop() {
	for {
		c.items["x"] = 1
		c.short["x"] = 1
		c.dates[0] = "x"
		all["x"] = 1
	}
}

func (c *Cache) Start() { go c.loop() }

func (c *Cache) say(v any) { c.log = append(c.log, fmt.Sprintf("%T %v", v, v)) }

func fill(items Table, k string) { items[k+"f"] = 7 }

func total(items Table) (n int) {
	for _, v := range items {
		n += v
	}
	return n
}

// Copy gives a Table.
func (c *Cache) Copy() Table { return c.items }

func (c *Cache) Work(k string) {
	c.items[k] = len(k)
	c.items[k] += 2
	all[k]++
	c.short[k]++
	c.dates[3] = "three" + k
	fill(c.items, k)
	c.items[k+"s"], c.items[k+"t"] = 5, 6
}

func (c *Cache) Show(k string) {
	c.say(fmt.Sprintf("%T %v", c.items, c.items))
	c.say(fmt.Sprintf("%T %v", c.short, c.short))
	c.say(c.dates[3])
	c.say(c.Copy())
	c.say(total(c.items))
	copied := maps.Clone(c.items)
	c.say(copied)
	text, err := json.Marshal(c.items)
	c.say(string(text))
	c.say(err)
	c.say(len(c.items))
	c.say(fmt.Sprint(all))
	_, ok := c.items[k]
	c.say(ok)
}

func (c *Cache) Reset(k string) { c.short = alias{"new": 1, k: 2} }

func Run() []string {
	c := New()
	for _, k := range []string{"a", "b", "a"} {
		c.Work(k)
		c.Show(k)
		c.Reset(k)
	}
	return c.log
}
