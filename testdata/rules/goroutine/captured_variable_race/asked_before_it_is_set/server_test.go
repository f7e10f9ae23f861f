// Package server has a handler whose goroutine uses its own server, which the test sets to another one when it has
// asked already.
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
			urls <- ts.URL // want goroutine/captured-variable-race:high "`ts` is read in this goroutine"
		}()
	})
	ts = httptest.NewServer(handler)
	first := ts
	res, err := http.Get(first.URL)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	ts = httptest.NewServer(http.NotFoundHandler())
	<-urls
	first.Close()
}
