package p

import (
	"errors"
	"fmt"
	"time"
)

// Cache has maps with typed keys and elements.
type Cache struct {
	hits  map[int64]uint8
	errs  map[string]error
	stamp map[string]time.Duration // of the last change
	ptrs  map[string]*Cache
	log   []string
}

func New() *Cache {
	return &Cache{
		hits: make(map[int64]uint8), errs: map[string]error{},
		stamp: map[string]time.Duration{},
		ptrs:  make(map[string]*Cache),
	}
}

func (c *Cache) loop() {
	for {
		c.hits[0] = 1
		c.errs["x"] = nil
		c.stamp["x"] = 1
		c.ptrs["x"] = c
	}
}

func (c *Cache) Start() { go c.loop() }

func (c *Cache) say(v any) int {
	c.log = append(c.log, fmt.Sprint(v))
	return len(c.log)
}

// R1, R2
func (c *Cache) Reads(k string, n int64) uint8 {
	if err, ok := c.errs[k]; ok && err != nil || c.errs[k+"x"] == nil {
		c.say(err)
	}
	_, there := c.hits[n]
	c.say(there)
	c.say(c.stamp[k].String() + c.stamp["b"].String())
	if p := c.ptrs[k]; p != nil {
		c.say(c.ptrs[k].log[0])
	}
	return c.hits[3] + c.hits[n+1]
}

// R3, R5
func (c *Cache) Writes(k string, n int64) {
	c.hits[n] = 3
	c.hits[3] = uint8(n)
	c.hits[n]++
	c.hits[n] += uint8(c.say(n))
	c.errs[k] = nil
	c.errs["e"] = errors.New("e")
	c.stamp[k] = 3
	c.stamp[k] += time.Second
	c.ptrs[k] = &Cache{log: []string{k}}
	c.ptrs["nil"] = nil
}

// R4, R11, R12
func (c *Cache) Deletes(k string, n int64) {
	delete(c.hits, 3)
	defer delete(c.errs, k)
	c.say(len(c.stamp))
	if n > 1 {
		clear(c.stamp)
		c.hits = make(map[int64]uint8)
	}
}

// R7, R8
func (c *Cache) Steps(k string, n int64) {
	if _, ok := c.hits[n]; !ok {
		c.hits[n] = 7
	}
	if v, ok := c.ptrs[k]; ok {
		delete(c.ptrs, k)
		c.say(v == nil)
	}
}

// R9
func (c *Cache) Ranges(k string) (sum int64) {
	for n, v := range c.hits {
		if v == 0 {
			continue
		}
		sum += n * int64(v)
	}
	for k := range c.errs {
		sum += int64(len(k))
	}
	for _, d := range c.stamp {
		if d > time.Hour {
			return -1
		}
	}
	for range c.ptrs {
		sum++
	}
	return sum
}

func Run() []string {
	c := New()
	for i, k := range []string{"a", "b", "a"} {
		n := int64(i)
		c.Writes(k, n)
		c.say(c.Reads(k, n))
		c.Deletes(k, n)
		c.say(c.Ranges(k))
		c.Steps(k, n)
		c.say(c.Ranges(k))
	}
	return c.log
}
