package dialer

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
)

// Client counts its connections: a transport dials from as many goroutines as there are requests.
type Client struct {
	http  *http.Client
	dials map[string]int
}

// New makes a client.
func New() *Client {
	c := &Client{dials: map[string]int{}}
	transport := &http.Transport{DisableKeepAlives: true}
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		c.dials[address]++ // want map/concurrent-access:high "c.dials"
		var dialer net.Dialer
		return dialer.DialContext(ctx, network, address)
	}
	c.http = &http.Client{Transport: transport}
	return c
}

func Run() {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	c := New()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if answer, err := c.http.Get(server.URL); err == nil {
				_ = answer.Body.Close()
			}
		})
	}
	wg.Wait()
}
