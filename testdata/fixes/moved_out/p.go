// Moved_out has maps that are taken out of their place under the lock: from then on nobody else has them.
package main

import "sync"

type batch struct {
	mu      sync.Mutex
	pending map[string]int
	send    func(string, int)
}

func (b *batch) add(k string, n int) {
	b.mu.Lock()
	defer b.mu.Unlock()

	b.pending[k] += n
}

// flush sends all and begins anew: no copy is made.
func (b *batch) flush() int {
	pending := b.pending
	b.pending = make(map[string]int)
	n := 0
	for k, v := range pending {
		b.send(k, v)
		n += v
	}
	return n
}

func (b *batch) get(k string) int { return b.pending[k] }

func (b *batch) has(k string) bool { _, ok := b.pending[k]; return ok }

func (b *batch) swap() map[string]int {
	out := b.pending
	b.pending = nil
	b.pending = map[string]int{}
	return out
}

func main() {
	b := &batch{pending: map[string]int{}, send: func(string, int) {}}
	for range 4 {
		go func() {
			b.add("a", 1)
			b.flush()
			b.swap()
			b.get("a")
			b.has("a")
		}()
	}
	c := &cache{rows: map[string]int{}, use: func(map[string]int) {}}
	for range 4 {
		go func() {
			c.put("a")
			c.drain()
			c.keep()
			c.all()
		}()
	}
}

// A lock of its own is declared for this one.
type cache struct {
	rows map[string]int
	use  func(map[string]int)
}

func (c *cache) put(k string) { c.rows[k]++ }

func (c *cache) all() int { return len(c.rows) }

func (c *cache) drain() {
	rows := c.rows
	c.rows = map[string]int{}
	c.use(rows)
}

// keep puts no other one there: the loop is over a copy.
func (c *cache) keep() {
	rows := c.rows
	for k := range rows {
		c.use(map[string]int{k: 1})
	}
}
