// Evaluated_later looks at a map in statements that call something behind it. A look moves before such a statement only
// where nothing of that changes the map.
package main

import (
	"fmt"
	"strings"
	"sync"
)

type counter struct {
	mu    sync.Mutex
	items map[string]int
	log   func(string) int
}

func (c *counter) add(k string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.items[k]++
	return c.items[k]
}

func (c *counter) drop(k string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.items, k)
}

func (c *counter) set(k string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.items[k] = 1
}

func (c *counter) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.items)
}

// The map is printed as it is after the call.
func (c *counter) changes() { fmt.Println(c.items, c.add("x")) }

func (c *counter) sum(k string) int { return c.items[k] + c.add(k) }

// What the function does is not known.
func (c *counter) unknown(k string) { fmt.Println(c.items[k], c.log(k)) }

func (c *counter) name(n int) string { return strings.Repeat("x", n) }

// What is behind it does not change the map.
func (c *counter) looks(k string) { fmt.Println(c.items[k], c.name(2)) }

func main() {
	c := &counter{items: map[string]int{}, log: func(string) int { return 0 }}
	for range 4 {
		go c.add("x")
		go c.drop("x")
		go c.clear()
		go c.set("x")
		go c.changes()
		go c.sum("x")
		go c.unknown("x")
		go c.looks("x")
	}
}
