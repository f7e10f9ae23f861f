// Package gin stands in for the framework: the server uses a Context again after its handler has returned.
package gin

import "net/http"

// Context is that of one request.
type Context struct {
	Request *http.Request
	keys    map[string]string
}

// Copy gives one that outlives the handler.
func (c *Context) Copy() *Context {
	copied := *c
	return &copied
}

// Query is a parameter of the request.
func (c *Context) Query(key string) string { return c.keys[key] }

// Set puts a value.
func (c *Context) Set(key, value string) { c.keys[key] = value }

// Serve calls handlers with one context after the other, all in the same memory.
func Serve(handlers ...func(*Context)) {
	c := &Context{}
	for range 3 {
		for _, handler := range handlers {
			c.keys = map[string]string{"name": "a"}
			handler(c)
		}
	}
}
