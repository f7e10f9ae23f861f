// Package server has a handler whose goroutine uses its own server, which the test sets before it asks for the first
// time.
package server

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestGoroutineOfAHandler(t *testing.T) {
	var ts *httptest.Server
	urls := make(chan string, 1)
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		go func() {
			urls <- ts.URL
		}()
	})
	ts = httptest.NewServer(handler)
	first := ts
	res, err := http.Get(first.URL)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	_ = first // mutant: ts = httptest.NewServer(http.NotFoundHandler())
	<-urls
	first.Close()
}
