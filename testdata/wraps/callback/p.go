//go:build go1.21

package p

import (
	"fmt"
	"sort"
)

// Cache is in a file of a language version without range over functions.
type Cache struct {
	hits map[string]int
	log  []string
}

func New() *Cache { return &Cache{hits: make(map[string]int)} }

func (c *Cache) loop() {
	for {
		c.hits["x"] = 1
	}
}

func (c *Cache) Start() { go c.loop() }

func (c *Cache) say(v any) int {
	c.log = append(c.log, fmt.Sprint(v))
	return len(c.log)
}

// Plain has none of what leaves the loop.
func (c *Cache) Plain() (n int) {
	for k, v := range c.hits { // all of them
		n += len(k) * v
	}
	for range c.hits {
		n++
	}
	for _, v := range c.hits {
		switch v {
		case 1:
			n += 3
			break
		default:
			for i := 0; i < 3; i++ {
				if i == v {
					continue
				}
				n++
			}
		}
	}
	return n
}

// Jumps leaves an iteration, and the loop.
func (c *Cache) Jumps(wanted string) (found bool) {
	for k, v := range c.hits {
		if v == 0 {
			continue
		}
		if k == wanted {
			found = true
			break
		}
	}
	seen := 0
	for range c.hits {
		seen++
		break
	}
	c.say(seen)
	return found
}

// Find returns from the loop.
func (c *Cache) Find(least int) (string, error) {
	for k, v := range c.hits {
		if v >= least {
			return k, nil
		}
	}
	return "", fmt.Errorf("nothing of %d", least)
}

// Sum has a name for its result, which it also returns as it is.
func (c *Cache) Sum(least int) (sum int, ok bool) {
	for _, v := range c.hits {
		sum += v
		if sum < 0 {
			return
		}
		if v == least {
			return v, true
		}
	}
	return
}

// Until returns nothing.
func (c *Cache) Until(k string) {
	defer c.say("end")
	for q := range c.hits {
		if q == k {
			c.say(q)
			return
		}
	}
	c.say("not found")
}

// Labels has loops in loops.
func (c *Cache) Labels(keys []string) int {
	n := 0
Keys:
	for _, k := range keys {
	Hits:
		for q, v := range c.hits {
			for i := 0; i < v; i++ {
				switch {
				case q == k:
					n += 10
					continue Keys
				case q == "stop":
					break Keys
				case i > 2:
					continue Hits
				case k == "none":
					break Hits
				case k == "minus":
					return -1
				}
				n++
			}
			if q > k {
				n += 100
			} else {
				n += 1000
			}
		}
	}
	return n
}

// Always leaves the loop in its first iteration.
func (c *Cache) Always() func() int {
	first := func() int {
		for _, v := range c.hits {
			if v > 0 {
				return 1
			} else {
				return 2
			}
		}
		return 3
	}
	return first
}

// Assigned has its variable outside of the loop.
func (c *Cache) Assigned() []string {
	var k string
	var keys []string
	for k = range c.hits {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return append(keys, fmt.Sprint(len(k) > 0))
}

func Run() []string {
	c := New()
	for i, k := range []string{"", "a", "stop"} {
		if k != "" {
			c.hits[k] = i
		}
		c.say(c.Plain())
		c.say(c.Jumps("a"))
		c.say(fmt.Sprint(c.Find(i)))
		c.say(fmt.Sprint(c.Find(9)))
		if i < 2 {
			c.say(fmt.Sprint(c.Sum(1)))
		}
		c.Until("a")
		c.Until("b")
		delete(c.hits, "stop")
		c.say(c.Labels([]string{"a", "b", "none", "minus", "a"}))
		c.say(c.Labels([]string{"a", "b", "none"}))
		c.say(c.Always()())
		c.say(c.Assigned())
	}
	delete(c.hits, "a")
	c.hits["stop"] = 1
	c.say(c.Labels([]string{"a"}))
	return c.log
}
