package transport

import (
	"net/http"
	"sync"

	"golint.test/pairs"
)

// Counting counts the requests of a client for each host; clients send from many goroutines.
type Counting struct {
	mu   sync.Mutex
	sent map[string]int
	next http.RoundTripper
}

func (c *Counting) RoundTrip(request *http.Request) (*http.Response, error) {
	c.mu.Lock() // mutant:
	c.sent[request.URL.Host]++
	c.mu.Unlock() // mutant:
	return c.next.RoundTrip(request)
}

// parameters are made for each request.
type parameters struct{ next http.RoundTripper }

func (p parameters) RoundTrip(request *http.Request) (*http.Response, error) {
	found := map[string]int{}
	for name := range request.URL.Query() {
		found[name]++
	}
	if len(found) > 0 {
		return nil, http.ErrNotSupported
	}
	return p.next.RoundTrip(request)
}

type nobody struct{}

func (nobody) RoundTrip(*http.Request) (*http.Response, error) { return nil, http.ErrNotSupported }

func Run() {
	pairs.Of(func() {
		client := http.Client{Transport: &Counting{sent: map[string]int{}, next: parameters{nobody{}}}}
		done := make(chan bool)
		for range 2 {
			go func() {
				client.Get("http://example.com/")
				done <- true
			}()
		}
		<-done
		<-done
	})
}
