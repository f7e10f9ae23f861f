package transport

import (
	"net/http"

	"golint.test/pairs"
)

// Counting counts the requests of a client for each host; clients send from many goroutines.
type Counting struct {
	sent map[string]int
	next http.RoundTripper
}

func (c *Counting) RoundTrip(request *http.Request) (*http.Response, error) {
	c.sent[request.URL.Host]++ // want map/concurrent-access:high "sent"
	return c.next.RoundTrip(request)
}

type nobody struct{}

func (nobody) RoundTrip(*http.Request) (*http.Response, error) { return nil, http.ErrNotSupported }

func Run() {
	pairs.Of(func() {
		client := http.Client{Transport: &Counting{sent: map[string]int{}, next: nobody{}}}
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
