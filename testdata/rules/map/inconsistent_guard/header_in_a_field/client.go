package client

import (
	"net/http"
	"sync"

	"golint.test/pairs"
)

// Client sends its header with each request. A header is a map.
type Client struct {
	mu     sync.Mutex
	header http.Header
}

// Set changes the header.
func (c *Client) Set(key, value string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.header.Set(key, value)
}

// Drop removes a key.
func (c *Client) Drop(key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.header.Del(key)
}

// Request has the header that the client has now.
func (c *Client) Request(url string) (*http.Request, error) {
	request, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	for key, values := range c.header { // want map/inconsistent-guard:high "`c\.header`.* under `c\.mu` in 2 of 3 functions, not here"
		request.Header[key] = values
	}
	return request, nil
}

func Run() {
	c := &Client{header: http.Header{}}
	pairs.Of(func() { c.Set("A", "b"); c.Drop("C") }, func() { _, _ = c.Request("http://example.org") })
}
