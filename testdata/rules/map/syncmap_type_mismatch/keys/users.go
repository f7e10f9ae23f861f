package users

import "sync"

// Cache of names.
type Cache struct {
	byID   sync.Map
	byName sync.Map
}

type name string

// Put stores both ways.
func (c *Cache) Put(id int64, text string) {
	c.byID.Store(id, text)
	c.byName.Store(name(text), id)
}

// Root asks with an untyped constant.
func (c *Cache) Root() bool {
	_, ok := c.byID.Load(0) // want map/syncmap-type-mismatch:high "`c.byID` has `int64` keys, and is asked for `int` here"
	return ok
}

// Forget asks with the type underneath.
func (c *Cache) Forget(text string) {
	c.byName.Delete(text) // want map/syncmap-type-mismatch:high "`name` keys.*`string`"
}

var ports sync.Map

func init() { ports.Store("http", 80) }

// Port asks with bytes.
func Port(service [4]byte) any {
	port, _ := ports.Load(service) // want map/syncmap-type-mismatch:high "ports"
	return port
}
