package accessors

import (
	"fmt"
	"sync"
)

type Cache[K comparable] struct {
	mu    sync.RWMutex
	items map[K]int           // guarded by mu
	lists map[string][]string // guarded by mu
}

func (c *Cache[K]) Put(key K, value int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.items[key] = value
	c.lists[fmt.Sprint(key)] = nil
}

func (c *Cache[K]) Has(key K) bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	_, ok := c.items[key]
	return ok && c.lists[fmt.Sprint(key)] != nil
}

func (c *Cache[K]) Count() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return len(c.items) + len(c.lists)
}

// The right operand is evaluated only sometimes, the condition of the loop again and again.
func (c *Cache[K]) Wait(key K, events chan int) int {
	if <-events > 0 && c.items[key] > 1 {
		return 1
	}
	for i := 0; i < c.items[key]; i++ {
		<-events
	}
	return 0
}

// A case is evaluated only where none before it fits, and an else only where the first condition does not hold.
func (c *Cache[K]) Pick(key, other K, events chan int) string {
	switch <-events {
	case c.items[key]:
		return "first"
	case c.items[other]:
		return "second"
	}
	if n := <-events; n > 0 {
		return "some"
	} else if v, ok := c.items[key]; ok && v > n {
		return "else"
	}
	return ""
}

// Something is evaluated before the map.
func (c *Cache[K]) After(key string, next func() string) string {
	return fmt.Sprint(next(), len(c.lists), c.lists[key+"x"])
}

// The key's type is not known here, and in any case an interface may panic.
func (a *Any) Middle(key, first any, next func(int, bool)) (more int) {
	v, ok := a.items[first]
	next(v, ok)
	defer delete(a.items, key)
	for ; a.seen(key); a.items[key] = more {
		next(more, a.items[fmt.Sprint(key)] > 0)
		a.items[a.pick()] = 7
	}
	fmt.Println(a.pick(), a.named)
	return more
}

// Refused: what next does is done before the map is looked at, and may change it.
func (c *Cache[K]) Before(key K, next func() int) int {
	return next() - (c.items[key] - next())
}

// The lock has no name: the object is the result of a call.
func Lookup(find func() *Cache[string], key string) int {
	return find().items[key]
}

// Two objects.
func Same(one, other *Cache[string], key string) bool {
	return one.items[key] == other.items[key]
}

// Refused: two assignments are no call.
func (a *Any) Both() (more int) {
	a.items[a.pick()], more = 1, 2
	return more
}

type names map[string]int

type Any struct {
	sync.Mutex
	items map[any]int // guarded by Mutex
	named names       // guarded by Mutex
}

func (a *Any) Set() {
	a.Lock()
	a.items[1] = 1
	a.named["x"] = 1
	a.Unlock()
}

func (a *Any) Get(key any) int {
	a.Lock()
	defer a.Unlock()
	return a.items[key]
}

func (a *Any) Len() int {
	a.Lock()
	defer a.Unlock()
	return len(a.items)
}

func (a *Any) seen(key any) bool { return a == key }
func (a *Any) pick() any         { return a }

var (
	registryMu sync.Mutex
	registry   map[string]func() // guarded by registryMu
)

func Register(name string, f func()) {
	registryMu.Lock()
	defer registryMu.Unlock()
	registry[name] = f
}

func Run(name string, wait chan bool) {
	if <-wait || registry[name] != nil && <-wait {
		registry[name]()
	}
}

// Refused: the lock of a copy.
func Copied(find func() Cache[string], key string) int {
	return find().items[key]
}

// Refused: the map has another name there, and the loop waits.
func (c *Cache[K]) All(events chan int) {
	items := c.loaded()
	for _, v := range items {
		events <- v
	}
}

func (c *Cache[K]) loaded() map[K]int { return c.items }
