package p

import "fmt"

// Cache has a map whose types are parameters (F18).
type Cache[K comparable, V any] struct {
	items map[K]V
	order []K
}

func New[K comparable, V any]() *Cache[K, V] {
	return &Cache[K, V]{items: make(map[K]V)}
}

func (c *Cache[K, V]) loop(k K, v V) {
	for {
		c.items[k] = v
	}
}

func (c *Cache[K, V]) Start(k K, v V) { go c.loop(k, v) }

func (c *Cache[K, V]) Swap(k, q K, v V) (V, bool) {
	c.items[k] = v
	c.items[k], c.items[q] = c.items[q], c.items[k]
	found, ok := c.items[q]
	return found, ok
}

func Run() []string {
	c := New[string, int]()
	v, ok := c.Swap("a", "b", 1)
	return []string{fmt.Sprint(v, ok, len(c.items))}
}
